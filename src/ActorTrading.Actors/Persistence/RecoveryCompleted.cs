namespace ActorTrading.Actors.Persistence;

/// <summary>To the recover handler, always, when snapshot and events are through.</summary>
public sealed class RecoveryCompleted
{
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }

    public override string ToString() => "<RecoveryCompleted>";
}
