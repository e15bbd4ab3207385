namespace ActorTrading.Actors.Pattern;

/// <summary>The three states of a circuit breaker and the ways between them. Changes are rare and take a lock; passing a closed breaker takes none.</summary>
internal sealed class BreakerState(IScheduler scheduler, int maxFailures, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double factor)
{
    public const int Closed = 0;
    public const int Open = 1;
    public const int HalfOpen = 2;

    private readonly Lock _change = new();
    private readonly List<Action>[] _listeners = [[], [], []];
    private TimeSpan? _nextReset;
    private TimeSpan _reset;
    private long _openedAt;
    private int _state;
    private int _failures;
    private int _trials;

    public int Failures => Volatile.Read(ref _failures);

    public bool Is(int state) => Volatile.Read(ref _state) == state;

    public void Add(int state, Action listener)
    {
        lock (_change)
        {
            _listeners[state].Add(listener);
        }
    }

    public OpenCircuitException? TryEnter()
    {
        switch (Volatile.Read(ref _state))
        {
            case Closed:
                return null;
            case HalfOpen when Interlocked.Exchange(ref _trials, 1) == 0:
                return null;
            case HalfOpen:
                return new OpenCircuitException("Circuit Breaker is half open; only the first call is let through", TimeSpan.Zero);
            default:
                var left = _reset - scheduler.TimeProvider.GetElapsedTime(Volatile.Read(ref _openedAt));
                return new OpenCircuitException("Circuit Breaker is open; calls are failing fast", left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public void Succeed()
    {
        if (Is(HalfOpen))
        {
            Change(HalfOpen, Closed);
        }
        else if (Is(Closed) && Volatile.Read(ref _failures) != 0)
        {
            Interlocked.Exchange(ref _failures, 0);
        }
    }

    public void Fail()
    {
        if (Is(HalfOpen))
        {
            Change(HalfOpen, Open);
        }
        else if (Is(Closed) && Interlocked.Increment(ref _failures) >= maxFailures)
        {
            Change(Closed, Open);
        }
    }

    private void Change(int from, int to)
    {
        Action[] listeners;
        lock (_change)
        {
            if (_state != from)
            {
                return;
            }

            Enter(to);
            listeners = [.. _listeners[to]];
        }

        foreach (var listener in listeners)
        {
            listener();
        }
    }

    private void Enter(int state)
    {
        switch (state)
        {
            case Closed:
                Interlocked.Exchange(ref _failures, 0);
                _nextReset = null;
                break;
            case HalfOpen:
                Interlocked.Exchange(ref _trials, 0);
                break;
            default:
                _reset = _nextReset ?? resetTimeout;
                _nextReset = TimeSpan.FromTicks((long)Math.Min(_reset.Ticks * factor, maxResetTimeout.Ticks));
                Volatile.Write(ref _openedAt, scheduler.TimeProvider.GetTimestamp());
                scheduler.Advanced.ScheduleOnce(_reset, () => Change(Open, HalfOpen));
                break;
        }

        Volatile.Write(ref _state, state);
    }
}
