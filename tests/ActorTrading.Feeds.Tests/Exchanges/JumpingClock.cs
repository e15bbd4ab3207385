namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>A clock on which every wait is over at once: it jumps to its end. Timers that are due later than the patience never come.</summary>
internal sealed class JumpingClock(DateTimeOffset start, TimeSpan? patience = null) : TimeProvider
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromMinutes(5);
    private long _ticks = start.UtcTicks;
    private long _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp() + Interlocked.Read(ref _set), TimeSpan.Zero);

    /// <summary>What it would show had nobody set it, µs since the Unix epoch.</summary>
    public long Truth => (GetTimestamp() - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Somebody sets it; time goes on as before.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpingTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class JumpingTimer(JumpingClock clock, Action fire) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && dueTime <= clock._patience)
            {
                clock.Advance(dueTime);
                ThreadPool.QueueUserWorkItem(_ => fire());
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
