using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>Virtual time: nothing scheduled happens until the test advances the clock.</summary>
public sealed class TestScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ManualTimeProvider _clock;
    private readonly TimeProviderScheduler _inner;

    /// <summary>On a clock of its own that begins at 2026-01-01 00:00 UTC.</summary>
    public TestScheduler()
        : this(new ManualTimeProvider())
    {
    }

    /// <summary>On a clock that others may use too: whoever advances it lets fire what is due here.</summary>
    public TestScheduler(ManualTimeProvider clock)
    {
        _clock = clock;
        _inner = new TimeProviderScheduler(clock);
    }

    /// <summary>This scheduler: actions and messages are in one order.</summary>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The clock that it runs on, for <see cref="ActorSystemOptions.TimeProvider"/>.</summary>
    public TimeProvider TimeProvider => _clock;

    /// <summary>Virtual time: where it was advanced to; in an action the time at which that action was due.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Virtual time since the scheduler was made.</summary>
    public TimeSpan MonotonicClock => _inner.MonotonicClock;

    /// <summary>As <see cref="MonotonicClock"/>: virtual time has no finer one.</summary>
    public TimeSpan HighResMonotonicClock => _inner.MonotonicClock;

    /// <summary>
    /// Advances virtual time. Everything due fires before this returns, on this thread, in order of its time and for the same time in the order
    /// it was scheduled; what is scheduled in the meantime and due by then too. What an action throws comes out here: that action is not run
    /// again, and the rest fires next time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    public void Advance(TimeSpan offset) => _clock.Advance(offset);

    /// <summary>Advances to a time, as <see cref="Advance"/> does.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="when"/> is in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
        {
            throw new InvalidOperationException($"You can't reverse time: it is {Now:O}, and {when:O} lies before it.");
        }

        _clock.AdvanceTo(when);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        _inner.ScheduleTellOnce(delay, receiver, message, sender);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        _inner.ScheduleTellOnce(delay, receiver, message, sender, cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        _inner.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        _inner.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => _inner.ScheduleOnce(delay, action);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => _inner.ScheduleOnce(delay, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        _inner.ScheduleRepeatedly(initialDelay, interval, action);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _inner.ScheduleRepeatedly(initialDelay, interval, action, cancelable);

    /// <summary>Nothing fires after this, and what is scheduled is dropped. A system does not dispose of the scheduler it is given.</summary>
    public void Dispose() => _inner.Dispose();
}
