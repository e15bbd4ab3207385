namespace ActorTrading.Actors.Persistence;

/// <summary>What identifies a snapshot.</summary>
public sealed record SnapshotMetadata
{
    /// <summary>Stands for any time, for example when a snapshot is deleted by its number.</summary>
    public static readonly DateTime TimestampNotSpecified = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    /// <summary>Of no particular time: see <see cref="TimestampNotSpecified"/>.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr)
        : this(persistenceId, sequenceNr, TimestampNotSpecified)
    {
    }

    /// <summary>Names one snapshot by its actor, the last event it covers, and when it was taken (UTC).</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Of the actor whose state it is.</summary>
    public string PersistenceId { get; init; }

    /// <summary>The last event the snapshot covers.</summary>
    public long SequenceNr { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    public DateTime Timestamp { get; init; }
}
