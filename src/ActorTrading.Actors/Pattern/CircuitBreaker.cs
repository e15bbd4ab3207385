namespace ActorTrading.Actors.Pattern;

/// <summary>
/// Keeps calls away from something that fails. Closed: calls pass; after <see cref="MaxFailures"/> failures in a row (an
/// exception, or longer than <see cref="CallTimeout"/>) it opens. Open: calls fail at once with
/// <see cref="OpenCircuitException"/>; after <see cref="ResetTimeout"/> it is half-open. Half-open: one call is let
/// through; its success closes the breaker, its failure opens it again. Safe for use from many threads; a call that passes
/// a closed breaker takes no lock.
/// </summary>
public sealed class CircuitBreaker
{
    private readonly BreakerState _state;
    private readonly IScheduler _scheduler;

    /// <summary>A closed breaker whose reset time does not grow. Counts and times must be above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    /// <param name="scheduler">Its clock times calls and resets.</param>
    /// <param name="maxFailures">Failures in a row after which it opens; above 0.</param>
    /// <param name="callTimeout">Above 0.</param>
    /// <param name="resetTimeout">Above 0.</param>
    /// <param name="maxResetTimeout">Bound of the reset time as it grows; at least <paramref name="resetTimeout"/>.</param>
    /// <param name="exponentialBackoffFactor">Factor by which the reset time grows with each failed trial; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CircuitBreaker(
        IScheduler scheduler,
        int maxFailures,
        TimeSpan callTimeout,
        TimeSpan resetTimeout,
        TimeSpan maxResetTimeout,
        double exponentialBackoffFactor)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxFailures);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(callTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(resetTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxResetTimeout, resetTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(exponentialBackoffFactor, 1.0);
        _scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        _state = new BreakerState(scheduler, maxFailures, resetTimeout, maxResetTimeout, exponentialBackoffFactor);
    }

    /// <summary>Where it goes on when a call has ended.</summary>
    internal TaskScheduler Continuations { get; init; } = TaskScheduler.Default;

    /// <summary>Failures in a row that open it.</summary>
    public int MaxFailures { get; }

    /// <summary>A call that takes longer counts as failed, whatever becomes of it.</summary>
    public TimeSpan CallTimeout { get; }

    /// <summary>Time from opening until one call is let through to try.</summary>
    public TimeSpan ResetTimeout { get; }

    /// <summary>Upper bound of the growing reset time.</summary>
    public TimeSpan MaxResetTimeout { get; }

    /// <summary>By which the reset time grows with each trial that fails; 1: not at all.</summary>
    public double ExponentialBackoffFactor { get; }

    /// <summary>Failures in a row while closed.</summary>
    public long CurrentFailureCount => _state.Failures;

    /// <summary>Calls go through.</summary>
    public bool IsClosed => _state.Is(BreakerState.Closed);

    /// <summary>Calls fail at once with <see cref="OpenCircuitException"/>.</summary>
    public bool IsOpen => _state.Is(BreakerState.Open);

    /// <summary>One call is under way to try; others fail at once.</summary>
    public bool IsHalfOpen => _state.Is(BreakerState.HalfOpen);

    /// <inheritdoc cref="CircuitBreaker(IScheduler, int, TimeSpan, TimeSpan)"/>
    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>The same breaker, closed, whose reset time doubles with each failed trial up to a bound.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(_scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0);

    /// <summary>Makes the call, unless the breaker is open. A call over time fails with <see cref="TimeoutException"/>, though what it does goes on.</summary>
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        if (TryEnter() is { } refusal)
        {
            return Task.FromException<T>(refusal);
        }

        Task<T> call;
        try
        {
            call = body();
        }
        catch (Exception e)
        {
            call = Task.FromException<T>(e);
        }

        if (call.IsCompleted)
        {
            Note(call);
            return call;
        }

        var outcome = new TaskCompletionSource<T>();
        Watch(call, () => outcome.SetFromTask(call), outcome.SetException);
        return outcome.Task;
    }

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task WithCircuitBreaker(Func<Task> body)
    {
        if (TryEnter() is { } refusal)
        {
            return Task.FromException(refusal);
        }

        Task call;
        try
        {
            call = body();
        }
        catch (Exception e)
        {
            call = Task.FromException(e);
        }

        if (call.IsCompleted)
        {
            Note(call);
            return call;
        }

        var outcome = new TaskCompletionSource();
        Watch(call, () => outcome.SetFromTask(call), outcome.SetException);
        return outcome.Task;
    }

    /// <summary>As <see cref="WithCircuitBreaker{T}(Func{Task{T}})"/>; the token is cancelled when the call is over time.</summary>
    public async Task<T> WithCircuitBreaker<T>(Func<CancellationToken, Task<T>> body)
    {
        using var cancelled = new CancellationTokenSource();
        try
        {
            return await WithCircuitBreaker(() => body(cancelled.Token)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await cancelled.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{CancellationToken, Task{T}})"/>
    public Task WithCircuitBreaker(Func<CancellationToken, Task> body) => WithCircuitBreaker(async token =>
    {
        await body(token).ConfigureAwait(false);
        return Done.Instance;
    });

    /// <summary>
    /// Makes the call on the caller's thread. It cannot be broken off: that it is over time counts at once, and its result is dropped when it returns.
    /// </summary>
    /// <exception cref="OpenCircuitException">The call was not made.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="CallTimeout"/>.</exception>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        if (TryEnter() is { } refusal)
        {
            throw refusal;
        }

        var started = _scheduler.TimeProvider.GetTimestamp();
        var decided = 0;
        using var timer = new Cancelable(_scheduler);
        _scheduler.Advanced.ScheduleOnce(CallTimeout, () => Decide(Fail), timer);
        T result;
        try
        {
            result = body();
        }
        catch (Exception)
        {
            Decide(Fail);
            throw;
        }

        if (_scheduler.TimeProvider.GetElapsedTime(started) > CallTimeout)
        {
            Decide(Fail);
        }

        return Decide(Succeed) ? result : throw OverTime();

        bool Decide(Action outcome)
        {
            if (Interlocked.Exchange(ref decided, 1) != 0)
            {
                return false;
            }

            timer.Cancel();
            outcome();
            return true;
        }
    }

    /// <inheritdoc cref="WithSyncCircuitBreaker{T}"/>
    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker(() =>
    {
        body();
        return Done.Instance;
    });

    /// <summary>Counts a call that was made elsewhere as a success.</summary>
    public void Succeed() => _state.Succeed();

    /// <summary>Counts a call that was made elsewhere as a failure.</summary>
    public void Fail() => _state.Fail();

    /// <summary>The callback runs on the thread that brought the change about; it must be quick and must not throw.</summary>
    public CircuitBreaker OnOpen(Action callback)
    {
        _state.Add(BreakerState.Open, callback);
        return this;
    }

    /// <inheritdoc cref="OnOpen"/>
    public CircuitBreaker OnHalfOpen(Action callback)
    {
        _state.Add(BreakerState.HalfOpen, callback);
        return this;
    }

    /// <inheritdoc cref="OnOpen"/>
    public CircuitBreaker OnClose(Action callback)
    {
        _state.Add(BreakerState.Closed, callback);
        return this;
    }

    /// <returns>Why a call may not be made now; null when it may, and must then be counted.</returns>
    internal OpenCircuitException? TryEnter() => _state.TryEnter();

    internal TimeoutException OverTime() =>
        new(FormattableString.Invariant($"Execution did not complete within the time allotted {CallTimeout.TotalMilliseconds} ms."));

    private void Note(Task call)
    {
        if (call.IsCompletedSuccessfully)
        {
            Succeed();
        }
        else
        {
            Fail();
        }
    }

    /// <summary>Whichever comes first counts: the end of the call or that of its time.</summary>
    private void Watch(Task call, Action ended, Action<Exception> expired)
    {
        var decided = 0;
        var timer = new Cancelable(_scheduler);
        _scheduler.Advanced.ScheduleOnce(
            CallTimeout,
            () =>
            {
                if (Interlocked.Exchange(ref decided, 1) == 0)
                {
                    Fail();
                    expired(OverTime());
                }
            },
            timer);
        _ = call.ContinueWith(
            late =>
            {
                if (Interlocked.Exchange(ref decided, 1) == 0)
                {
                    timer.Cancel();
                    Note(late);
                    ended();
                }
                else
                {
                    _ = late.Exception; // nobody waits for it any more
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            Continuations);
    }
}
