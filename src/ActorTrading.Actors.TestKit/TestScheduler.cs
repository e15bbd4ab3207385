using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>Virtual time: nothing scheduled happens until the test advances the clock.</summary>
public sealed class TestScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ManualTimeProvider _clock;
    private readonly TimeProviderScheduler _inner;

    public TestScheduler()
        : this(new ManualTimeProvider())
    {
    }

    public TestScheduler(ManualTimeProvider clock)
    {
        _clock = clock;
        _inner = new TimeProviderScheduler(clock);
    }

    public IAdvancedScheduler Advanced => this;

    public TimeProvider TimeProvider => _clock;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public TimeSpan MonotonicClock => _inner.MonotonicClock;

    public TimeSpan HighResMonotonicClock => _inner.MonotonicClock;

    public void Advance(TimeSpan offset) => _clock.Advance(offset);

    /// <exception cref="InvalidOperationException"><paramref name="when"/> is in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
        {
            throw new InvalidOperationException($"You can't reverse time: it is {Now:O}, and {when:O} lies before it.");
        }

        _clock.AdvanceTo(when);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        _inner.ScheduleTellOnce(delay, receiver, message, sender);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        _inner.ScheduleTellOnce(delay, receiver, message, sender, cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        _inner.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        _inner.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => _inner.ScheduleOnce(delay, action);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => _inner.ScheduleOnce(delay, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        _inner.ScheduleRepeatedly(initialDelay, interval, action);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _inner.ScheduleRepeatedly(initialDelay, interval, action, cancelable);

    public void Dispose() => _inner.Dispose();
}
