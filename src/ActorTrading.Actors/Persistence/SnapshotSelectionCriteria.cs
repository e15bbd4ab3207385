namespace ActorTrading.Actors.Persistence;

/// <summary>Bounds, all inclusive, within which a snapshot is looked for.</summary>
public sealed record SnapshotSelectionCriteria
{
    /// <summary>Up to that number, whenever it was saved.</summary>
    public SnapshotSelectionCriteria(long maxSequenceNr)
        : this(maxSequenceNr, DateTime.MaxValue)
    {
    }

    /// <param name="maxSequenceNr">Upper bound of the sequence number.</param>
    /// <param name="maxTimeStamp">Upper bound of the time of saving, UTC.</param>
    /// <param name="minSequenceNr">Lower bound of the sequence number.</param>
    /// <param name="minTimestamp">Lower bound of the time of saving, UTC; null for none.</param>
    public SnapshotSelectionCriteria(long maxSequenceNr, DateTime maxTimeStamp, long minSequenceNr = 0L, DateTime? minTimestamp = null)
    {
        MaxSequenceNr = maxSequenceNr;
        MaxTimeStamp = maxTimeStamp;
        MinSequenceNr = minSequenceNr;
        MinTimestamp = minTimestamp ?? DateTime.MinValue;
    }

    /// <summary>The newest there is.</summary>
    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue, DateTime.MaxValue);

    /// <summary>No snapshot at all.</summary>
    public static SnapshotSelectionCriteria None { get; } = new(0L, DateTime.MinValue);

    /// <summary>The highest number that fits.</summary>
    public long MaxSequenceNr { get; init; }

    /// <summary>The latest time of saving that fits, UTC.</summary>
    public DateTime MaxTimeStamp { get; init; }

    /// <summary>The lowest number that fits. Default 0.</summary>
    public long MinSequenceNr { get; init; }

    /// <summary>The earliest time of saving that fits, UTC; null for any.</summary>
    public DateTime? MinTimestamp { get; init; }

    /// <summary>Does the snapshot lie within all four bounds, the bounds themselves included?</summary>
    public bool IsMatch(SnapshotMetadata metadata) =>
        metadata.SequenceNr <= MaxSequenceNr && metadata.SequenceNr >= MinSequenceNr
        && metadata.Timestamp <= MaxTimeStamp && (MinTimestamp is not { } min || metadata.Timestamp >= min);

    internal SnapshotSelectionCriteria Limit(long toSequenceNr) =>
        toSequenceNr < MaxSequenceNr ? this with { MaxSequenceNr = toSequenceNr } : this;
}
