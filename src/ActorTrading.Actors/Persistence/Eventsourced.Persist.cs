namespace ActorTrading.Actors.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>
    /// Stores the event, then runs the handler with the sender of the command. Further commands wait until all handlers,
    /// nested ones too, have run; handlers run in the order of the calls. If the write fails the actor stops
    /// (<see cref="OnPersistFailure"/>); if the event is refused the handler is left out (<see cref="OnPersistRejected"/>).
    /// </summary>
    /// <exception cref="InvalidOperationException">During replay; allowed from <see cref="RecoveryCompleted"/> on.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => Enqueue(@event, handler, stashing: true);

    /// <summary>As <see cref="Persist{TEvent}(TEvent, Action{TEvent})"/>; no message is handled while the handler runs.</summary>
    public void Persist<TEvent>(TEvent @event, Func<TEvent, Task> handler) => Enqueue(@event, handler, stashing: true);

    /// <summary>Stores all events or none and runs the handler for each. Null and empty do nothing.</summary>
    /// <exception cref="InvalidOperationException">During replay; allowed from <see cref="RecoveryCompleted"/> on.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, null, null), stashing: true);

    /// <summary>As <see cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>; the callback follows the last handler, at once if there are no events.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler, Action onComplete) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, onComplete, null), stashing: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler, Func<Task> onCompleteAsync) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, null, onCompleteAsync), stashing: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Func<TEvent, Task> handler) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, null, null), stashing: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Func<TEvent, Task> handler, Action onComplete) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, onComplete, null), stashing: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Func<TEvent, Task> handler, Func<Task> onCompleteAsync) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, null, onCompleteAsync), stashing: true);

    /// <summary>As <see cref="Persist{TEvent}(TEvent, Action{TEvent})"/>, while further commands are handled; handlers run in order.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) => Enqueue(@event, handler, stashing: false);

    /// <summary>As <see cref="PersistAsync{TEvent}(TEvent, Action{TEvent})"/>; no message is handled while the handler runs.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Func<TEvent, Task> handler) => Enqueue(@event, handler, stashing: false);

    /// <summary>As <see cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>, while further commands are handled.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, null, null), stashing: false);

    /// <summary>As <see cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>, while further commands are handled.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Action onComplete) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, onComplete, null), stashing: false);

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Func<Task> onCompleteAsync) =>
        EnqueueAll(events, new Steps<TEvent>(handler, null, null, onCompleteAsync), stashing: false);

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, null, null), stashing: false);

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Action onComplete) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, onComplete, null), stashing: false);

    /// <inheritdoc cref="PersistAllAsync{TEvent}(IEnumerable{TEvent}, Action{TEvent}, Action)"/>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler, Func<Task> onCompleteAsync) =>
        EnqueueAll(events, new Steps<TEvent>(null, handler, null, onCompleteAsync), stashing: false);

    /// <summary>
    /// Runs the handler, without storing anything, after those of all events before; at once when there are none. If an earlier
    /// write fails the handler does not run.
    /// </summary>
    /// <exception cref="InvalidOperationException">During replay; allowed from <see cref="RecoveryCompleted"/> on.</exception>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler) => EnqueueDeferred(evt, handler, stashing: false);

    /// <inheritdoc cref="DeferAsync{TEvent}(TEvent, Action{TEvent})"/>
    public void DeferAsync<TEvent>(TEvent evt, Func<TEvent, Task> handler) => EnqueueDeferred(evt, handler, stashing: false);

    /// <summary>As <see cref="DeferAsync{TEvent}(TEvent, Action{TEvent})"/>; further commands wait for it.</summary>
    public void Defer<TEvent>(TEvent evt, Action<TEvent> handler) => EnqueueDeferred(evt, handler, stashing: true);

    /// <inheritdoc cref="Defer{TEvent}(TEvent, Action{TEvent})"/>
    public void Defer<TEvent>(TEvent evt, Func<TEvent, Task> handler) => EnqueueDeferred(evt, handler, stashing: true);

    private void Enqueue<TEvent>(TEvent evt, Action<TEvent>? handler, bool stashing)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        Add(evt, handler, stashing, ++_sequenceNr, endsGroup: true);
    }

    private void Enqueue<TEvent>(TEvent evt, Func<TEvent, Task>? handler, bool stashing)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        Add(evt, new Steps<TEvent>(null, handler, null, null), stashing, ++_sequenceNr, endsGroup: true);
    }

    private void EnqueueAll<TEvent>(IEnumerable<TEvent>? events, Steps<TEvent> steps, bool stashing)
    {
        CheckNotRecovering();
        TEvent[] all = events is null ? [] : [.. events];
        if (Array.Exists(all, static e => e is null))
        {
            throw new ArgumentException("An event is null: none of them is stored.", nameof(events));
        }

        if (all.Length == 0)
        {
            steps.Complete(this);
            return;
        }

        var inner = steps with { OnComplete = null, OnCompleteAsync = null };
        for (var i = 0; i < all.Length; i++)
        {
            var last = i == all.Length - 1;
            Add(all[i], last ? steps : inner, stashing, ++_sequenceNr, endsGroup: last);
        }
    }

    private void EnqueueDeferred<TEvent>(TEvent evt, Action<TEvent> handler, bool stashing)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        if (_writer.IsIdle)
        {
            handler(evt);
        }
        else
        {
            Add(evt, handler, stashing, sequenceNr: 0, endsGroup: true);
        }
    }

    private void EnqueueDeferred<TEvent>(TEvent evt, Func<TEvent, Task> handler, bool stashing)
    {
        CheckNotRecovering();
        ArgumentNullException.ThrowIfNull(evt);
        if (_writer.IsIdle && !_taskRunning)
        {
            RunTask(() => handler(evt));
        }
        else
        {
            Add(evt, new Steps<TEvent>(null, handler, null, null), stashing, sequenceNr: 0, endsGroup: true);
        }
    }

    private void Add<TEvent>(TEvent evt, Action<TEvent>? handler, bool stashing, long sequenceNr, bool endsGroup) =>
        _writer.Add(evt, handler, Sender, sequenceNr, stashing, endsGroup);

    private void Add<TEvent>(TEvent evt, Steps<TEvent> steps, bool stashing, long sequenceNr, bool endsGroup)
    {
        if (steps.IsPlain)
        {
            Add(evt, steps.Handler, stashing, sequenceNr, endsGroup);
            return;
        }

        _writer.Add(new PendingSteps<TEvent>(evt)
        {
            Sender = Sender,
            Payload = evt!,
            SequenceNr = sequenceNr,
            IsStashing = stashing,
            EndsGroup = endsGroup,
            Handler = steps.Handler,
            HandlerAsync = steps.HandlerAsync,
            OnComplete = steps.OnComplete,
            OnCompleteAsync = steps.OnCompleteAsync,
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

    /// <summary>What is to be done when an event, or the last of several, is stored.</summary>
    private readonly record struct Steps<TEvent>(
        Action<TEvent>? Handler, Func<TEvent, Task>? HandlerAsync, Action? OnComplete, Func<Task>? OnCompleteAsync)
    {
        public bool IsPlain => HandlerAsync is null && OnComplete is null && OnCompleteAsync is null;

        public void Complete(Eventsourced actor)
        {
            OnComplete?.Invoke();
            if (OnCompleteAsync is { } onComplete)
            {
                actor.RunTask(onComplete);
            }
        }
    }
}
