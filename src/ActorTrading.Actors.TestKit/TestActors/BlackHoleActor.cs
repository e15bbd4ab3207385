namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : UntypedActor
{
    /// <summary>Makes a new one at each start and restart.</summary>
    public static Props Props { get; } = Actors.Props.CreateBy(static () => new BlackHoleActor());

    /// <summary>Takes the message without a trace: it counts as handled.</summary>
    protected override void OnReceive(object message)
    {
    }
}
