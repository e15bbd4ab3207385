namespace ActorTrading.Actors.Internal;

internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Entry> _timers = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var entry))
        {
            entry.Task.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (var entry in _timers.Values)
        {
            entry.Task.Cancel();
        }

        _timers.Clear();
    }

    /// <summary>The payload, or null when the message is stale.</summary>
    public object? Accept(TimerMessage message)
    {
        if (message.Owner != this || !_timers.TryGetValue(message.Key, out var entry) || entry.Generation != message.Generation)
        {
            return null;
        }

        if (!entry.Repeats)
        {
            _timers.Remove(message.Key);
        }

        return message.Message;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef? sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var message = msg is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(this, key, msg, generation)
            : new TimerMessage(this, key, msg, generation);
        var from = sender ?? cell.Self;
        var scheduler = cell.System.Scheduler;
        var task = interval is { } every
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, every, cell.Self, message, from)
            : scheduler.ScheduleTellOnceCancelable(delay, cell.Self, message, from);
        _timers[key] = new Entry(task, generation, interval is not null);
    }

    private sealed record Entry(ICancelable Task, long Generation, bool Repeats);
}
