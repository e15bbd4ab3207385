namespace ActorTrading.Actors.Persistence;

/// <summary>To the recover handler: the state to start from.</summary>
public sealed record SnapshotOffer(SnapshotMetadata Metadata, object Snapshot);
