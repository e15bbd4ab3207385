namespace ActorTrading.Actors.TestKit;

/// <summary>Where a number of threads wait for each other, with a limit.</summary>
public sealed class TestBarrier : IDisposable
{
    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;
    private readonly Barrier _barrier;

    /// <summary>Opens each time that many threads have come.</summary>
    /// <param name="testKit">Dilates the times.</param>
    /// <param name="defaultTimeout">For <see cref="Await()"/>; dilated. Null: <see cref="TestKitSettings.DefaultTimeout"/> of the kit.</param>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Waits as long as the time it was made with, dilated.</summary>
    /// <inheritdoc cref="Await(TimeSpan)"/>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits until all have come, on the calling thread and in real time; then it is closed for the next round.</summary>
    /// <param name="timeout">Dilated; -1 ms is for ever.</param>
    /// <exception cref="TimeoutException">Not all came in time. Who gives up counts as not come.</exception>
    public void Await(TimeSpan timeout)
    {
        var limit = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(limit))
        {
            throw new TimeoutException($"Not all {_count} participants came to the barrier within {limit}.");
        }
    }

    /// <summary>Does nothing to a barrier that nobody waits at: it is ready for the next round by itself.</summary>
    /// <exception cref="InvalidOperationException">Somebody waits; they go on waiting.</exception>
    public void Reset()
    {
        _barrier.RemoveParticipants(_count);
        _barrier.AddParticipants(_count);
    }

    /// <summary>Frees it. Nobody may be waiting or come afterwards.</summary>
    public void Dispose() => _barrier.Dispose();
}
