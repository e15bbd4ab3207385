using System.Diagnostics.CodeAnalysis;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>An actor with expectations of its own. Can be used wherever an actor's reference can; never the implicit sender of a test.</summary>
[SuppressMessage("Design", "CA1036", Justification = "References are ordered for collections; operators on them would compare what looks like objects.")]
public sealed class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef, IActorRefFacade
{
    public TestProbe(ActorSystem system, TestKitSettings? settings = null, string? testProbeName = null, ITestKitAssertions? assertions = null)
        : base(system, settings, testProbeName, assertions)
    {
    }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message seen last; dead letters when it came from nobody.</summary>
    public IActorRef Sender => LastSender ?? Sys.DeadLetters;

    InternalActorRef IActorRefFacade.Target => (InternalActorRef)TestActor;

    public void Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <summary>Tells <paramref name="actor"/> with the probe as sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the message seen last on under its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    public void Reply(object message) => Sender.Tell(message, TestActor);

    public bool Equals(IActorRef? other) => TestActor.Equals(other);

    public override bool Equals(object? obj) => TestActor.Equals(obj);

    public override int GetHashCode() => TestActor.GetHashCode();

    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    public override string ToString() => $"TestProbe({TestActor})";
}
