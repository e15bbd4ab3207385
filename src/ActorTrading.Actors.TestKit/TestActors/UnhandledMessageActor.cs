namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Leaves every message unhandled.</summary>
public class UnhandledMessageActor : UntypedActor
{
    public static Props Props { get; } = Actors.Props.CreateBy(static () => new UnhandledMessageActor());

    protected override void OnReceive(object message) => Unhandled(message);
}
