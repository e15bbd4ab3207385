namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshot could not be removed.</summary>
public sealed record DeleteSnapshotFailure(SnapshotMetadata Metadata, Exception Cause);
