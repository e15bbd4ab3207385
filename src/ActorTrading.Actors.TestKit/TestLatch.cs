namespace ActorTrading.Actors.TestKit;

/// <summary>Closed until it has been counted down. Waiting blocks the thread and has a limit; the end of it throws.</summary>
public sealed class TestLatch : IDisposable
{
    /// <summary>How long <see cref="Ready()"/> waits unless another time was given.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    public TestLatch(int count = 1)
        : this(count, DefaultTimeout)
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static span => span, count, defaultTimeout)
    {
    }

    internal TestLatch(Func<TimeSpan, TimeSpan> dilate, int count, TimeSpan defaultTimeout)
    {
        _latch = new CountdownEvent(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
    }

    public bool IsOpen => _latch.IsSet;

    public void CountDown() => _latch.Signal();

    public void Open()
    {
        while (!IsOpen)
        {
            CountDown();
        }
    }

    /// <summary>Closes it with the count it began with.</summary>
    public void Reset() => _latch.Reset();

    public void Ready() => Ready(_defaultTimeout);

    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
        {
            throw new ArgumentException($"TestLatch does not support waiting for {timeout}", nameof(timeout));
        }

        var limit = _dilate(timeout);
        if (!_latch.Wait(limit))
        {
            throw new TimeoutException($"Timeout of {limit}");
        }
    }

    public void Dispose() => _latch.Dispose();
}
