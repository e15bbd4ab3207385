namespace ActorTrading.Actors.TestKit;

/// <summary>An actor with expectations of its own; can be told things directly.</summary>
public sealed class TestProbe : TestKitBase, ICanTell
{
    internal TestProbe(ActorSystem system, TestKitSettings settings, string? name)
        : base(system, settings, name)
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message seen last.</summary>
    public IActorRef Sender => LastSender ?? Sys.DeadLetters;

    public void Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <summary>Tells <paramref name="actor"/> with the probe as sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the message seen last on under its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    public void Reply(object message) => Sender.Tell(message, TestActor);
}
