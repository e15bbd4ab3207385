namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshot was not stored; the actor goes on.</summary>
public sealed record SaveSnapshotFailure(SnapshotMetadata Metadata, Exception Cause);
