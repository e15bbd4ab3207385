namespace ActorTrading.Actors;

/// <summary>Cancels scheduled work; may be shared by several.</summary>
public sealed class Cancelable : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _clock;
    private ITimer? _timer;

    public Cancelable(IScheduler scheduler)
    {
        _clock = scheduler.TimeProvider;
    }

    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    public bool IsCancellationRequested => _source.IsCancellationRequested;

    public CancellationToken Token => _source.Token;

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        _timer?.Dispose();
        _source.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay)
    {
        _timer?.Dispose();
        _timer = _clock.CreateTimer(static state => ((Cancelable)state!).Cancel(), this, delay, Timeout.InfiniteTimeSpan);
    }

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }
}
