namespace ActorTrading.Actors.Persistence;

/// <summary>Bounds, all inclusive, within which a snapshot is looked for.</summary>
public sealed record SnapshotSelectionCriteria(
    long MaxSequenceNr, DateTime MaxTimestamp, long MinSequenceNr = 0, DateTime MinTimestamp = default)
{
    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue, DateTime.MaxValue);

    public static SnapshotSelectionCriteria None { get; } = new(0, DateTime.MinValue);

    public bool IsMatch(SnapshotMetadata metadata) =>
        metadata.SequenceNr <= MaxSequenceNr && metadata.SequenceNr >= MinSequenceNr
        && metadata.Timestamp <= MaxTimestamp && metadata.Timestamp >= MinTimestamp;
}
