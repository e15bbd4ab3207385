namespace ActorTrading.Actors;

/// <summary>Cancels scheduled work; may be shared by several. Callbacks of its token run on the thread that cancels.</summary>
public sealed class Cancelable : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly IActionScheduler _scheduler;

    /// <summary>Not cancelled until somebody does it.</summary>
    /// <param name="scheduler">Its clock counts delays.</param>
    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    /// <param name="scheduler">Its clock counts the delay.</param>
    /// <param name="delay">After this it cancels itself; zero or more.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay)
    {
    }

    /// <summary>Cancels itself after that many milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler.Advanced, millisecondsDelay)
    {
    }

    /// <inheritdoc cref="Cancelable(IScheduler)"/>
    public Cancelable(IActionScheduler scheduler)
        : this(scheduler, new CancellationTokenSource())
    {
    }

    /// <inheritdoc cref="Cancelable(IScheduler, TimeSpan)"/>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    /// <inheritdoc cref="Cancelable(IScheduler, int)"/>
    public Cancelable(IActionScheduler scheduler, int millisecondsDelay)
        : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    private Cancelable(IActionScheduler scheduler, CancellationTokenSource source)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        _scheduler = scheduler;
        _source = source;
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested => _source.IsCancellationRequested;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">After <see cref="Dispose"/>.</exception>
    public CancellationToken Token => _source.Token;

    /// <summary>One that is cancelled with the first of <paramref name="cancelables"/>; cancelling it leaves those alone.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <inheritdoc cref="CreateLinkedCancelable(IScheduler, ICancelable[])"/>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource([.. cancelables.Select(static c => c.Token)]));

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => AlreadyCanceledCancelable.Instance;

    /// <exception cref="AggregateException">Callbacks of the token threw; all of them ran.</exception>
    public void Cancel() => Cancel(throwOnFirstException: false);

    /// <param name="throwOnFirstException">True: a callback that throws keeps the rest from running.</param>
    public void Cancel(bool throwOnFirstException) => _source.Cancel(throwOnFirstException);

    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public void CancelAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        _scheduler.ScheduleOnce(delay, Cancel, this);
    }

    /// <inheritdoc cref="CancelAfter(TimeSpan)"/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <summary>
    /// Frees the token and cancels nothing: what was scheduled goes on, and cancelling it from now on throws
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose() => _source.Dispose();
}
