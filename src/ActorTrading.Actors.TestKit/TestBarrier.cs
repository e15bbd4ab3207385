namespace ActorTrading.Actors.TestKit;

/// <summary>Where a number of threads wait for each other, with a limit.</summary>
public sealed class TestBarrier : IDisposable
{
    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;
    private readonly Barrier _barrier;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    public void Await() => Await(_defaultTimeout);

    /// <exception cref="TimeoutException">Not all came in time.</exception>
    public void Await(TimeSpan timeout)
    {
        var limit = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(limit))
        {
            throw new TimeoutException($"Not all {_count} participants came to the barrier within {limit}.");
        }
    }

    public void Reset()
    {
        _barrier.RemoveParticipants(_count);
        _barrier.AddParticipants(_count);
    }

    public void Dispose() => _barrier.Dispose();
}
