namespace ActorTrading.Actors.Persistence;

/// <summary>How far back and how far forward an actor recovers.</summary>
public sealed record Recovery
{
    /// <summary>No snapshot and no events; only the highest sequence number is read.</summary>
    public static readonly Recovery None = new(SnapshotSelectionCriteria.None, 0);

    public Recovery()
        : this(SnapshotSelectionCriteria.Latest)
    {
    }

    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>Inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>Events at most.</summary>
    public long ReplayMax { get; }
}
