using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ActorTrading.Actors.Internal;

/// <param name="clock">Times everything.</param>
/// <param name="failed">Told what an action threw, which is then not done again. Null: thrown to the clock.</param>
internal sealed class TimeProviderScheduler(TimeProvider clock, Action<Exception>? failed = null) : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ConcurrentDictionary<Entry, byte> _entries = new();
    private readonly long _start = clock.GetTimestamp();
    private volatile bool _disposed;

    public IAdvancedScheduler Advanced => this;

    public TimeProvider TimeProvider => clock;

    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeSpan MonotonicClock => clock.GetElapsedTime(_start);

    public TimeSpan HighResMonotonicClock => clock.GetElapsedTime(_start);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        Start(delay, null, () => receiver.Tell(message, sender), null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        Start(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Start(delay, null, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Start(delay, null, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Start(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Start(initialDelay, interval, action, cancelable);

    /// <summary>Nothing fires after this.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var entry in _entries.Keys)
        {
            entry.Dispose();
        }
    }

    private void Start(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        if (delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "The delay must not be negative.");
        }

        if (interval is { } every && every <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "The interval must be above zero.");
        }

        if (_disposed || cancelable is { IsCancellationRequested: true })
        {
            return;
        }

        var entry = new Entry(this, action, cancelable, interval is not null);
        _entries.TryAdd(entry, 0);
        entry.Start(delay, interval ?? Timeout.InfiniteTimeSpan);
        if (_disposed)
        {
            entry.Dispose();
        }
    }

    private void Report(Exception e)
    {
        if (failed is null)
        {
            ExceptionDispatchInfo.Throw(e);
        }

        failed(e);
    }

    private sealed class Entry(TimeProviderScheduler owner, Action action, ICancelable? cancelable, bool repeats) : IDisposable
    {
        private ITimer? _timer;
        private CancellationTokenRegistration _registration;

        public void Start(TimeSpan delay, TimeSpan interval)
        {
            _timer = owner.TimeProvider.CreateTimer(static state => ((Entry)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _registration = cancelable?.Token.Register(static state => ((Entry)state!).Dispose(), this) ?? default;
            _timer.Change(delay, interval);
        }

        public void Dispose()
        {
            _timer?.Dispose();
            _registration.Unregister();
            owner._entries.TryRemove(this, out _);
        }

        private void Fire()
        {
            if (!repeats)
            {
                Dispose();
            }

            if (owner._disposed || cancelable is { IsCancellationRequested: true })
            {
                return;
            }

            try
            {
                action();
            }
            catch (Exception e)
            {
                Dispose();
                owner.Report(e);
            }
        }
    }
}
