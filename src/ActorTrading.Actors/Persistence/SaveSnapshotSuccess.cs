namespace ActorTrading.Actors.Persistence;

/// <summary>The snapshot is durable.</summary>
public sealed record SaveSnapshotSuccess(SnapshotMetadata Metadata);
