namespace ActorTrading.Actors.Persistence;

/// <summary>A snapshot as the store gives it back.</summary>
/// <param name="Metadata">Which one it is.</param>
/// <param name="Snapshot">The state, deserialised.</param>
public sealed record SelectedSnapshot(SnapshotMetadata Metadata, object Snapshot);
