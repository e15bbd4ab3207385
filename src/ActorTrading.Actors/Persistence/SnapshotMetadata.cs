namespace ActorTrading.Actors.Persistence;

/// <param name="SequenceNr">The last event the snapshot covers.</param>
/// <param name="Timestamp">When it was taken, UTC.</param>
public sealed record SnapshotMetadata(string PersistenceId, long SequenceNr, DateTime Timestamp);
