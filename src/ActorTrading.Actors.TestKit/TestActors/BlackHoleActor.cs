namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : UntypedActor
{
    public static Props Props { get; } = Actors.Props.CreateBy(static () => new BlackHoleActor());

    protected override void OnReceive(object message)
    {
    }
}
