namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshot that was asked for could not be read.</summary>
public sealed record LoadSnapshotFailed
{
    /// <summary>What the persistent actor tells itself; it makes no retry.</summary>
    public LoadSnapshotFailed(Exception cause) => Cause = cause;

    /// <summary>What the store threw, or its circuit breaker in its place.</summary>
    public Exception Cause { get; }
}
