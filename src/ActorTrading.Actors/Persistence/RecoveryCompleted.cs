namespace ActorTrading.Actors.Persistence;

/// <summary>To the recover handler, always, when snapshot and events are through.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The message; it has no content, so one will do.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }

    /// <summary><c>&lt;RecoveryCompleted&gt;</c>, for logs.</summary>
    public override string ToString() => "<RecoveryCompleted>";
}
