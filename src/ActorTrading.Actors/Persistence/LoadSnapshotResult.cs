namespace ActorTrading.Actors.Persistence;

/// <summary>Answers <see cref="Eventsourced.LoadSnapshot"/>; <see cref="Snapshot"/> is null when none met the criteria.</summary>
public sealed record LoadSnapshotResult
{
    public LoadSnapshotResult(SelectedSnapshot? snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    public SelectedSnapshot? Snapshot { get; }

    /// <summary>The bound that was asked for, inclusive.</summary>
    public long ToSequenceNr { get; }
}
