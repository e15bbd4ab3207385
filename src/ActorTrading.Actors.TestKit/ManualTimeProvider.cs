namespace ActorTrading.Actors.TestKit;

/// <summary>A clock that stands still until it is advanced; due timers then fire in order of their time on the caller's thread.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Stands at 2026-01-01 00:00 UTC: the same in every run.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Stands at the time given.</summary>
    public ManualTimeProvider(DateTimeOffset start)
    {
        _now = start;
    }

    /// <summary>A timestamp counts ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time it was advanced to; in a timer's callback the time at which that timer was due.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <summary>The same time in ticks: elapsed time is as virtual as the clock. Goes on only when it is advanced.</summary>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>
    /// A timer that fires while the clock is advanced, on the thread that does so; one due at once waits for that too. Disposed of or changed in
    /// time, it does not fire.
    /// </summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances by the offset, as <see cref="AdvanceTo"/> does; of no time at all, it lets fire what is due now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + offset);
    }

    /// <summary>
    /// Advances to a time; one that has passed leaves the clock where it is. All timers due by then fire before this returns, on this thread, in
    /// order of their time and for the same time in the order they were set, each with the clock at its time; those that callbacks set in the
    /// meantime too. What a callback throws comes out here: the clock stays at its time, and the rest fires when it is next advanced.
    /// </summary>
    public void AdvanceTo(DateTimeOffset when)
    {
        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= when).MinBy(static t => (t.Due, t.Order));
                if (next is null)
                {
                    _now = when > _now ? when : _now;
                    return;
                }

                _now = next.Due > _now ? next.Due : _now;
                _timers.Remove(next);
                if (next.Period > TimeSpan.Zero)
                {
                    next.Due += next.Period;
                    next.Order = ++_order;
                    _timers.Add(next);
                }
            }

            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    (Due, Period, Order) = (owner._now + dueTime, period, ++owner._order);
                    owner._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
