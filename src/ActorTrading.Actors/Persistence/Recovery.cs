namespace ActorTrading.Actors.Persistence;

/// <summary>How far back and how far forward an actor recovers.</summary>
public sealed record Recovery
{
    /// <summary>The same as <see cref="Default"/>.</summary>
    public Recovery()
        : this(SnapshotSelectionCriteria.Latest)
    {
    }

    /// <summary>Begins with the newest snapshot that fits; events after it follow in order, up to the bounds.</summary>
    /// <param name="fromSnapshot">Null: the latest. Snapshots above <paramref name="toSequenceNr"/> never count.</param>
    /// <param name="toSequenceNr">The last event, inclusive.</param>
    /// <param name="replayMax">Events at most; 0 for none.</param>
    public Recovery(SnapshotSelectionCriteria? fromSnapshot, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>The latest snapshot and all events after it.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>No snapshot and no events; only the highest sequence number is read.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    /// <summary>Which snapshot to begin with; never null.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>Inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>Events at most.</summary>
    public long ReplayMax { get; }
}
