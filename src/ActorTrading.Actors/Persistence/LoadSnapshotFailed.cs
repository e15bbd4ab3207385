namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshot that was asked for could not be read.</summary>
public sealed record LoadSnapshotFailed
{
    public LoadSnapshotFailed(Exception cause) => Cause = cause;

    public Exception Cause { get; }
}
