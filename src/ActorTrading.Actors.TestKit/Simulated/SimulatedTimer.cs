namespace ActorTrading.Actors.TestKit.Simulated;

internal sealed class SimulatedTimer(Timeline timeline, Host? host, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    public Host? Host => host;

    public DateTimeOffset Due { get; private set; }

    /// <summary>Counts settings: what was queued under an earlier one is void.</summary>
    public int Setting { get; private set; }

    public void Fire()
    {
        Setting++;
        if (_period > TimeSpan.Zero)
        {
            Due += _period;
            timeline.Add(this);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Setting++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Due = timeline.Now + dueTime;
            timeline.Add(this);
        }

        return true;
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
