namespace ActorTrading.Actors.TestKit;

/// <summary>Closed until it has been counted down. Waiting blocks the thread and has a limit; the end of it throws.</summary>
public sealed class TestLatch : IDisposable
{
    /// <summary>How long <see cref="Ready()"/> waits unless another time was given.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>Opens at that many counts (0: it is open). Waits take <see cref="DefaultTimeout"/> where they state none; not dilated.</summary>
    public TestLatch(int count = 1)
        : this(count, DefaultTimeout)
    {
    }

    /// <summary>Opens at that many counts (0: it is open). Waits take the time given where they state none; not dilated.</summary>
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

    /// <summary>Whether it has been counted down; waits then return at once.</summary>
    public bool IsOpen => _latch.IsSet;

    /// <summary>One count; the last one opens it and releases all that wait. From any thread.</summary>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public void CountDown() => _latch.Signal();

    /// <summary>Counts down what is left. Not while another thread counts down too: one of the two may find it open.</summary>
    public void Open()
    {
        while (!IsOpen)
        {
            CountDown();
        }
    }

    /// <summary>Closes it with the count it began with.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Waits as long as the time it was made with.</summary>
    /// <inheritdoc cref="Ready(TimeSpan)"/>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until it is open, on the calling thread and in real time.</summary>
    /// <param name="timeout">Dilated where a test kit made the latch; -1 ms is for ever.</param>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    /// <exception cref="ArgumentException">The time is <see cref="TimeSpan.MaxValue"/>.</exception>
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

    /// <summary>Frees it. Nobody may be waiting or come afterwards.</summary>
    public void Dispose() => _latch.Dispose();
}
