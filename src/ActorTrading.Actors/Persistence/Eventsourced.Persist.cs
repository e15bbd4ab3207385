namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Stores the event, then runs the handler; further commands wait for it. Sender is that of the command.</summary>
    /// <exception cref="InvalidOperationException">During replay; allowed from <see cref="RecoveryCompleted"/> on.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => Enqueue(@event, handler, stashing: true, endsGroup: true);

    /// <summary>Stores all events or none and runs the handler for each.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => EnqueueAll(events, handler, stashing: true);

    /// <summary>As <see cref="Persist"/>, while further commands are handled; handlers run in order.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) => Enqueue(@event, handler, stashing: false, endsGroup: true);

    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => EnqueueAll(events, handler, stashing: false);

    /// <summary>Runs the handler, without storing anything, after those of all events before; at once when there are none.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler) => EnqueueDeferred(evt, handler, stashing: false);

    /// <summary>As <see cref="DeferAsync"/>; further commands wait for it.</summary>
    public void Defer<TEvent>(TEvent evt, Action<TEvent> handler) => EnqueueDeferred(evt, handler, stashing: true);

    /// <summary>Removes events up to and including a number; answered by <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>.</summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr != long.MaxValue && toSequenceNr > LastSequenceNr)
        {
            Self.Tell(
                new DeleteMessagesFailure(
                    new ArgumentOutOfRangeException(nameof(toSequenceNr), toSequenceNr, $"toSequenceNr must be less than or equal to LastSequenceNr [{LastSequenceNr}]"),
                    toSequenceNr),
                Self);
            return;
        }

        var to = Math.Min(toSequenceNr, LastSequenceNr);
        _ = DoAsync(() => _persistence.Journal.DeleteToAsync(PersistenceId, to))
            .PipeTo(Self, Self, () => new DeleteMessagesSuccess(toSequenceNr), e => new DeleteMessagesFailure(e, toSequenceNr));
    }

    /// <summary>Stores the state as of <see cref="SnapshotSequenceNr"/>; answered by <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    public void SaveSnapshot(object snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var metadata = new SnapshotMetadata(PersistenceId, SnapshotSequenceNr, Cell.System.TimeProvider.GetUtcNow().UtcDateTime);
        _ = DoAsync(() => _persistence.SnapshotStore.SaveAsync(metadata, snapshot))
            .PipeTo(Self, Self, () => new SaveSnapshotSuccess(metadata), e => new SaveSnapshotFailure(metadata, e));
    }

    /// <summary>Removes the snapshot of that number; answered by <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    public void DeleteSnapshot(long sequenceNr)
    {
        var metadata = new SnapshotMetadata(PersistenceId, sequenceNr, default);
        var criteria = new SnapshotSelectionCriteria(sequenceNr, DateTime.MaxValue, sequenceNr);
        _ = DoAsync(() => _persistence.SnapshotStore.DeleteAsync(PersistenceId, criteria))
            .PipeTo(Self, Self, () => new DeleteSnapshotSuccess(metadata), e => new DeleteSnapshotFailure(metadata, e));
    }

    /// <summary>Removes matching snapshots; answered by <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria)
    {
        _ = DoAsync(() => _persistence.SnapshotStore.DeleteAsync(PersistenceId, criteria))
            .PipeTo(Self, Self, () => new DeleteSnapshotsSuccess(criteria), e => new DeleteSnapshotsFailure(criteria, e));
    }

    /// <summary>Turns an error before the first await into a failed task.</summary>
    private static Task DoAsync(Func<Task> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    private void Enqueue<TEvent>(TEvent evt, Action<TEvent>? handler, bool stashing, bool endsGroup)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        _writer.Add(new PendingHandler<TEvent>(evt, handler)
        {
            Sender = Sender,
            Payload = evt,
            SequenceNr = ++_sequenceNr,
            IsStashing = stashing,
            EndsGroup = endsGroup,
        });
    }

    private void EnqueueAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent>? handler, bool stashing)
    {
        CheckNotRecovering();
        var all = events as IReadOnlyList<TEvent> ?? [.. events];
        for (var i = 0; i < all.Count; i++)
        {
            Enqueue(all[i], handler, stashing, endsGroup: i == all.Count - 1);
        }
    }

    private void EnqueueDeferred<TEvent>(TEvent evt, Action<TEvent> handler, bool stashing)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        if (_writer.IsIdle)
        {
            handler(evt);
            return;
        }

        _writer.Add(new PendingHandler<TEvent>(evt, handler)
        {
            Sender = Sender,
            Payload = evt,
            SequenceNr = 0,
            IsStashing = stashing,
            EndsGroup = true,
        });
    }

    private void CheckNotRecovering()
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
        }
    }
}
