namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshots could not be removed.</summary>
public sealed record DeleteSnapshotsFailure(SnapshotSelectionCriteria Criteria, Exception Cause);
