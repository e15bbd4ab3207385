using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// The events of one incarnation on their way to the journal: one write at a time, what comes meanwhile goes out together.
/// Belongs to the actor's turn; only the outcome of a write arrives from outside, as a message.
/// </summary>
internal sealed class EventWriter(Eventsourced owner, ActorCell cell, Persistence persistence)
{
    private readonly Queue<PendingInvocation> _waiting = new();
    private readonly Queue<PendingInvocation> _inFlight = new();
    private readonly Queue<PendingInvocation> _written = new();
    private readonly EventPacker _packer = new(owner, cell.System.TimeProvider, persistence.Options);

    /// <summary>To be used again: a journal that is done at once seldom has more than one handler waiting.</summary>
    private PendingInvocation? _spare;
    private bool _writing;
    private bool _running;
    private bool _oneGroupAtATime;

    /// <summary>Handlers that commands have to wait for.</summary>
    public int PendingStashing { get; private set; }

    public bool IsIdle => _waiting.Count == 0 && _inFlight.Count == 0 && _written.Count == 0 && !_running;

    public bool HasWaiting => _waiting.Count > 0;

    public void Add<TEvent>(TEvent evt, Action<TEvent>? handler, IActorRef? sender, long sequenceNr, bool isStashing, bool endsGroup)
    {
        if (_spare is not PendingHandler<TEvent> pending)
        {
            Add(new PendingHandler<TEvent>
            {
                Sender = sender,
                Payload = evt!,
                SequenceNr = sequenceNr,
                IsStashing = isStashing,
                EndsGroup = endsGroup,
                Handler = handler,
            });
            return;
        }

        _spare = null;
        pending.Sender = sender;
        pending.Payload = evt!;
        pending.SequenceNr = sequenceNr;
        pending.IsStashing = isStashing;
        pending.EndsGroup = endsGroup;
        pending.Handler = handler;
        Add(pending);
    }

    public void Add(PendingInvocation pending)
    {
        if (pending.IsStashing)
        {
            PendingStashing++;
        }

        _waiting.Enqueue(pending);
    }

    /// <summary>
    /// Sends what waits unless a write is under way; a journal that is done at once is not waited for, unless commands may overtake
    /// the handlers: those that arrived before then do so.
    /// </summary>
    public void Flush()
    {
        while (!_writing && _written.Count == 0 && _waiting.Count > 0)
        {
            var write = Send();
            if (!write.IsCompleted || PendingStashing == 0)
            {
                ReportLater(write);
                return;
            }

            if (!Conclude(CauseOf(write)) || !RunHandlers())
            {
                return;
            }
        }
    }

    /// <summary>
    /// Sends what waits and runs the handlers in a turn of their own: after an async command, or after a failure. The events of
    /// a failed command are stored all the same. A resumed actor runs their handlers, the successor of a restarted one replays them.
    /// </summary>
    public void FlushLater()
    {
        if (_writing)
        {
            return;
        }

        if (_waiting.Count > 0)
        {
            ReportLater(Send());
        }
        else
        {
            Post(ofWrite: false, null);
        }
    }

    public void Handle(WriteOutcome outcome)
    {
        if ((!outcome.OfWrite || Conclude(outcome.Cause)) && RunHandlers())
        {
            Flush();
        }
    }

    private static Exception? CauseOf(Task task) => task.IsCompletedSuccessfully
        ? null
        : task.Exception?.InnerException ?? new OperationCanceledException("The journal cancelled the write.");

    private void ReportLater(Task write)
    {
        if (write.IsCompleted)
        {
            PostDone(CauseOf(write));
            return;
        }

        _ = write.ContinueWith(
            static (task, state) => ((EventWriter)state!).Post(ofWrite: true, CauseOf(task)),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            cell.SystemImpl.Continuations);
    }

    /// <summary>Where no handler holds commands back, those that have arrived come first, however quick the journal was.</summary>
    private void PostDone(Exception? cause)
    {
        if (PendingStashing == 0)
        {
            cell.SendNotice(new WriteOutcome(this, ofWrite: true, cause));
        }
        else
        {
            Post(ofWrite: true, cause);
        }
    }

    private void Post(bool ofWrite, Exception? cause) =>
        cell.SendSystemMessage(new SystemMessage.Priority(new WriteOutcome(this, ofWrite, cause), null));

    private Task Send()
    {
        _writing = true;
        var count = TakeBatch();
        if (count == 0)
        {
            return Task.CompletedTask;
        }

        try
        {
            return owner.Journal.Write(owner.PersistenceId, _packer.Pack(_inFlight, count));
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Moves whole groups from the waiting line into flight.</summary>
    /// <returns>How many events are to be stored.</returns>
    private int TakeBatch()
    {
        var limit = persistence.Options.MaxMessageBatchSize;
        var count = 0;
        var last = false;
        while (!last && _waiting.TryDequeue(out var pending))
        {
            _inFlight.Enqueue(pending);
            count += pending.SequenceNr > 0 ? 1 : 0;
            last = pending.EndsGroup && (count >= limit || (_oneGroupAtATime && count > 0));
        }

        return count;
    }

    /// <returns>False when the actor is to stop.</returns>
    private bool Conclude(Exception? cause)
    {
        _writing = false;
        switch (cause)
        {
            case null:
                _oneGroupAtATime = false;
                Settle(null);
                return true;
            case EventRejectedException when _inFlight.Count(static p => p.EndsGroup && p.SequenceNr > 0) > 1:
                RetryGroupByGroup();
                return true;
            case EventRejectedException:
                Settle(cause);
                return true;
            default:
                var first = _inFlight.First(static p => p.SequenceNr > 0);
                _waiting.Clear();
                _written.Clear();
                cell.SetSender(first.Sender, first.Payload);
                owner.FailPersist(cause, first.Payload, first.SequenceNr);
                return false;
        }
    }

    /// <summary>One bad event must not take the others of the same write with it.</summary>
    private void RetryGroupByGroup()
    {
        var rest = _waiting.ToArray();
        _waiting.Clear();
        while (_inFlight.TryDequeue(out var pending))
        {
            _waiting.Enqueue(pending);
        }

        foreach (var pending in rest)
        {
            _waiting.Enqueue(pending);
        }

        _oneGroupAtATime = true;
    }

    private void Settle(Exception? rejection)
    {
        while (_inFlight.TryDequeue(out var pending))
        {
            _written.Enqueue(rejection is null || pending.SequenceNr == 0 ? pending : new RejectedInvocation(pending, owner, rejection));
        }
    }

    /// <returns>False when the rest follows in a later turn: a stop, a suspension or an async handler comes first.</returns>
    private bool RunHandlers()
    {
        while (_written.TryDequeue(out var pending))
        {
            Begin(pending);
            if (pending.IsAsync)
            {
                StartAsync(pending);
                return false;
            }

            Run(pending);
            if (cell.HasSystemMessages && (_written.Count > 0 || _waiting.Count > 0))
            {
                FlushLater();
                return false;
            }
        }

        return true;
    }

    private void Run(PendingInvocation pending)
    {
        var done = false;
        try
        {
            pending.Run();
            done = true;
        }
        finally
        {
            End(pending);
            if (!done)
            {
                FlushLater();
            }
            else if (pending.TryClear())
            {
                _spare = pending;
            }
        }
    }

    /// <summary>Apart from the loop over the handlers, which would make the closure for each of them.</summary>
    private void StartAsync(PendingInvocation pending) => owner.RunHandler(() => RunAsync(pending));

    private async Task RunAsync(PendingInvocation pending)
    {
        try
        {
            await pending.RunAsync();
        }
        finally
        {
            End(pending);
            FlushLater();
        }
    }

    private void Begin(PendingInvocation pending)
    {
        _running = true;
        if (pending.SequenceNr > 0)
        {
            owner.Reach(pending.SequenceNr, isStored: !pending.IsRejected);
        }

        cell.SetSender(pending.Sender, pending.Payload);
    }

    private void End(PendingInvocation pending)
    {
        _running = false;
        if (pending.IsStashing)
        {
            PendingStashing--;
        }
    }
}
