namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Leaves every message unhandled.</summary>
public class UnhandledMessageActor : UntypedActor
{
    /// <summary>Makes a new one at each start and restart.</summary>
    public static Props Props { get; } = Actors.Props.CreateBy(static () => new UnhandledMessageActor());

    /// <summary>
    /// Publishes the message as <see cref="Event.UnhandledMessage"/> on the event stream; of a <see cref="Terminated"/> it dies with
    /// <see cref="DeathPactException"/>.
    /// </summary>
    protected override void OnReceive(object message) => Unhandled(message);
}
