namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>
    /// Removes events up to and including a number, <see cref="long.MaxValue"/> for all; answered by
    /// <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>. A number above
    /// <see cref="LastSequenceNr"/> deletes nothing and fails. The highest sequence number stays as it is.
    /// </summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr != long.MaxValue && toSequenceNr > LastSequenceNr)
        {
            Self.Tell(
                new DeleteMessagesFailure(
                    new InvalidOperationException($"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]"),
                    toSequenceNr),
                Self);
            return;
        }

        var to = Math.Min(toSequenceNr, LastSequenceNr);
        _ = Journal.DeleteTo(PersistenceId, to).PipeTo(Self, Self, () => new DeleteMessagesSuccess(to), e => new DeleteMessagesFailure(e, to));
    }

    /// <summary>
    /// Reads the newest snapshot of any id that meets the criteria; answered by <see cref="LoadSnapshotResult"/> or
    /// <see cref="LoadSnapshotFailed"/> as a command. Recovery does not need it.
    /// </summary>
    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ArgumentNullException.ThrowIfNull(criteria);
        _ = Snapshots.Load(persistenceId, criteria.Limit(toSequenceNr), CancellationToken.None)
            .PipeTo(Self, Self, selected => new LoadSnapshotResult(selected, toSequenceNr), e => new LoadSnapshotFailed(e));
    }

    /// <summary>Stores the state as of <see cref="SnapshotSequenceNr"/>; answered by <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    public void SaveSnapshot(object snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var metadata = new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, Cell.System.TimeProvider.GetUtcNow().UtcDateTime);
        _ = Snapshots.Save(metadata, snapshot).PipeTo(Self, Self, () => new SaveSnapshotSuccess(metadata), e => new SaveSnapshotFailure(metadata, e));
    }

    /// <summary>Removes the snapshot of that number; answered by <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    public void DeleteSnapshot(long sequenceNr)
    {
        var metadata = new SnapshotMetadata(SnapshotterId, sequenceNr);
        var criteria = new SnapshotSelectionCriteria(sequenceNr, DateTime.MaxValue, sequenceNr);
        _ = Snapshots.Delete(SnapshotterId, criteria)
            .PipeTo(Self, Self, () => new DeleteSnapshotSuccess(metadata), e => new DeleteSnapshotFailure(metadata, e));
    }

    /// <summary>Removes matching snapshots; answered by <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        _ = Snapshots.Delete(SnapshotterId, criteria)
            .PipeTo(Self, Self, () => new DeleteSnapshotsSuccess(criteria), e => new DeleteSnapshotsFailure(criteria, e));
    }
}
