namespace ActorTrading.Actors.Persistence;

/// <summary>Answers <see cref="Eventsourced.LoadSnapshot"/>; <see cref="Snapshot"/> is null when none met the criteria.</summary>
public sealed record LoadSnapshotResult
{
    /// <summary>What the persistent actor tells itself when the store has answered.</summary>
    public LoadSnapshotResult(SelectedSnapshot? snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>The newest that meets the criteria; null when none does.</summary>
    public SelectedSnapshot? Snapshot { get; }

    /// <summary>The bound that was asked for, inclusive.</summary>
    public long ToSequenceNr { get; }
}
