using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// The events of one incarnation on their way to the journal: one write at a time, what comes meanwhile goes out together.
/// Belongs to the actor's turn; only the outcome of a write arrives from outside, as a message.
/// </summary>
internal sealed class EventWriter(Eventsourced owner, ActorCell cell, Persistence persistence)
{
    private readonly Queue<PendingInvocation> _waiting = new();
    private readonly string _writerGuid = Guid.NewGuid().ToString("N");
    private List<PendingInvocation> _inFlight = [];
    private bool _writing;
    private bool _oneGroupAtATime;

    /// <summary>Handlers that commands have to wait for.</summary>
    public int PendingStashing { get; private set; }

    public bool IsIdle => _waiting.Count == 0 && _inFlight.Count == 0;

    public void Add(PendingInvocation pending)
    {
        if (pending.IsStashing)
        {
            PendingStashing++;
        }

        _waiting.Enqueue(pending);
    }

    /// <summary>Sends what waits unless a write is under way; a journal that is done at once is not waited for.</summary>
    public void Flush()
    {
        while (!_writing && _waiting.Count > 0)
        {
            var events = NextBatch();
            if (events.Count == 0)
            {
                Complete();
                continue;
            }

            _writing = true;
            var write = Write(events);
            if (!write.IsCompleted)
            {
                ReportLater(write);
                return;
            }

            if (!Conclude(CauseOf(write)))
            {
                return;
            }
        }
    }

    /// <summary>The command failed after it had asked for events: they are stored all the same, and its next incarnation replays them.</summary>
    public void SendOnFailure()
    {
        if (_writing || _waiting.Count == 0)
        {
            return;
        }

        var events = NextBatch();
        _writing = true;
        if (events.Count > 0 && Write(events) is { IsCompleted: false } write)
        {
            ReportLater(write);
        }
    }

    public void Handle(WriteOutcome outcome)
    {
        if (Conclude(outcome.Cause))
        {
            Flush();
        }
    }

    private static Exception? CauseOf(Task task) => task.IsCompletedSuccessfully
        ? null
        : task.Exception?.InnerException ?? new OperationCanceledException("The journal cancelled the write.");

    private void ReportLater(Task write)
    {
        persistence.BeginWrite(owner.PersistenceId, write);
        _ = write.ContinueWith(
            static (task, state) => ((EventWriter)state!).Report(task),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            cell.SystemImpl.Continuations);
    }

    private void Report(Task write)
    {
        persistence.EndWrite(owner.PersistenceId, write);
        cell.SendSystemMessage(new SystemMessage.Priority(new WriteOutcome(this, CauseOf(write)), null));
    }

    private Task Write(List<PersistentRepr> events)
    {
        try
        {
            return persistence.Journal.WriteAsync(events);
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Moves whole groups from the waiting line into flight.</summary>
    private List<PersistentRepr> NextBatch()
    {
        var limit = persistence.Options.MaxMessageBatchSize;
        var now = cell.System.TimeProvider.GetUtcNow().UtcTicks;
        var fence = persistence.Options.Fencing?.EpochOf(owner.PersistenceId);
        var events = new List<PersistentRepr>(Math.Min(_waiting.Count, limit));
        while (_waiting.TryDequeue(out var pending))
        {
            _inFlight.Add(pending);
            if (pending.SequenceNr > 0)
            {
                events.Add(Represent(pending, now, fence));
            }

            if (pending.EndsGroup && (events.Count >= limit || (_oneGroupAtATime && events.Count > 0)))
            {
                break;
            }
        }

        return events;
    }

    private PersistentRepr Represent(PendingInvocation pending, long now, WriterEpoch? fence)
    {
        var payload = pending.Payload;
        if (persistence.Options.WriteEventAdapter is { } adapter)
        {
            payload = adapter.ToJournal(payload);
        }

        return payload is Tagged tagged
            ? new PersistentRepr(tagged.Payload, pending.SequenceNr, owner.PersistenceId, _writerGuid, now, [.. tagged.Tags]) { Fence = fence }
            : new PersistentRepr(payload, pending.SequenceNr, owner.PersistenceId, _writerGuid, now, []) { Fence = fence };
    }

    /// <returns>False when the actor is to stop.</returns>
    private bool Conclude(Exception? cause)
    {
        _writing = false;
        switch (cause)
        {
            case null:
                _oneGroupAtATime = false;
                Complete();
                return true;
            case EventRejectedException when _inFlight.Count(static p => p.EndsGroup && p.SequenceNr > 0) > 1:
                RetryGroupByGroup();
                return true;
            case EventRejectedException:
                Reject(cause);
                return true;
            default:
                var first = _inFlight.First(static p => p.SequenceNr > 0);
                _waiting.Clear();
                owner.FailPersist(cause, first.Payload, first.SequenceNr);
                return false;
        }
    }

    /// <summary>One bad event must not take the others of the same write with it.</summary>
    private void RetryGroupByGroup()
    {
        var rest = _waiting.ToArray();
        _waiting.Clear();
        foreach (var pending in _inFlight.Concat(rest))
        {
            _waiting.Enqueue(pending);
        }

        _inFlight = [];
        _oneGroupAtATime = true;
    }

    private void Complete()
    {
        var done = _inFlight;
        _inFlight = [];
        foreach (var pending in done)
        {
            if (pending.SequenceNr > 0)
            {
                owner.SetLastSequenceNr(pending.SequenceNr);
            }

            if (pending.IsStashing)
            {
                PendingStashing--;
            }

            cell.SetSender(pending.Sender, pending.Payload);
            pending.Run();
        }
    }

    private void Reject(Exception cause)
    {
        var done = _inFlight;
        _inFlight = [];
        foreach (var pending in done)
        {
            if (pending.IsStashing)
            {
                PendingStashing--;
            }

            cell.SetSender(pending.Sender, pending.Payload);
            if (pending.SequenceNr > 0)
            {
                owner.SetLastSequenceNr(pending.SequenceNr);
                owner.RejectPersist(cause, pending.Payload, pending.SequenceNr);
            }
            else
            {
                pending.Run();
            }
        }
    }
}
