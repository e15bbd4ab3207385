using ActorTrading.Actors.Pattern;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Pattern;

public sealed class CircuitBreakerTest : IDisposable
{
    private readonly TestScheduler _scheduler = new();
    private readonly List<string> _changes = [];
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTest()
    {
        _breaker = Watched(new CircuitBreaker(_scheduler, 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
    }

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Closed_LetsCallsThrough_AndASuccessForgetsFailures()
    {
        await Assert.ThrowsAsync<IOException>(FailAsync);
        Assert.Equal(1, _breaker.CurrentFailureCount);

        Assert.Equal(7, await _breaker.WithCircuitBreaker(static () => Task.FromResult(7)));

        Assert.Equal(0, _breaker.CurrentFailureCount);
        await Assert.ThrowsAsync<IOException>(FailAsync);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public async Task FailuresInARow_Open_ThenCallsFailAtOnce()
    {
        await OpenAsync();
        var called = false;

        var refusal = await Assert.ThrowsAsync<OpenCircuitException>(() => _breaker.WithCircuitBreaker(() =>
        {
            called = true;
            return Task.CompletedTask;
        }));

        Assert.False(called);
        Assert.Equal(TimeSpan.FromSeconds(10), refusal.RemainingDuration);
        Assert.Equal(["open"], _changes);
    }

    [Fact]
    public void SyncCallOverTime_IsAFailure_BeforeItReturns()
    {
        var during = -1L;

        Assert.Throws<TimeoutException>(() => _breaker.WithSyncCircuitBreaker(() =>
        {
            _scheduler.Advance(TimeSpan.FromSeconds(2));
            during = _breaker.CurrentFailureCount;
        }));

        Assert.Equal((1, 1), (during, _breaker.CurrentFailureCount));
    }

    [Fact]
    public async Task CallOverTime_IsAFailure_BeforeItEnds()
    {
        var call = new TaskCompletionSource();
        var guarded = _breaker.WithCircuitBreaker(() => call.Task);

        _scheduler.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => guarded);
        Assert.Equal(1, _breaker.CurrentFailureCount);
        call.SetResult();
        Assert.Equal(1, _breaker.CurrentFailureCount);
    }

    [Fact]
    public async Task CallOverTime_CancelsItsToken()
    {
        var token = CancellationToken.None;
        var guarded = _breaker.WithCircuitBreaker<int>(async t =>
        {
            token = t;
            await Task.Delay(Timeout.Infinite, t);
            return 1;
        });

        _scheduler.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => guarded);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task HalfOpen_LetsOneCallThrough_WhoseSuccessCloses()
    {
        await OpenAsync();
        _scheduler.Advance(TimeSpan.FromSeconds(10));
        var trial = new TaskCompletionSource();

        var first = _breaker.WithCircuitBreaker(() => trial.Task);
        await Assert.ThrowsAsync<OpenCircuitException>(() => _breaker.WithCircuitBreaker(static () => Task.CompletedTask));
        trial.SetResult();
        await first;

        Assert.Equal(["open", "half-open", "closed"], _changes);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public async Task HalfOpen_AFailedTrial_OpensAgain()
    {
        await OpenAsync();
        _scheduler.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_breaker.IsHalfOpen);

        await Assert.ThrowsAsync<IOException>(FailAsync);

        Assert.True(_breaker.IsOpen);
        _scheduler.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(_breaker.IsOpen);
        _scheduler.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_breaker.IsHalfOpen);
    }

    [Fact]
    public void WithExponentialBackoff_TheResetTimeDoublesUpToItsBound_AndStartsOverWhenClosed()
    {
        var breaker = _breaker.WithExponentialBackoff(TimeSpan.FromSeconds(30));
        breaker.Fail();
        breaker.Fail();
        foreach (var seconds in new[] { 10, 20, 30, 30 })
        {
            _scheduler.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Assert.True(breaker.IsOpen);
            _scheduler.Advance(TimeSpan.FromSeconds(0.1));
            Assert.True(breaker.IsHalfOpen);
            breaker.Fail();
        }

        _scheduler.Advance(TimeSpan.FromSeconds(30));
        breaker.Succeed();
        breaker.Fail();
        breaker.Fail();
        _scheduler.Advance(TimeSpan.FromSeconds(10));

        Assert.True(breaker.IsHalfOpen);
    }

    [Fact]
    public void SyncCalls_CountLikeOthers_ThoseOverTimeToo()
    {
        Assert.Equal(7, _breaker.WithSyncCircuitBreaker(static () => 7));
        Assert.Throws<TimeoutException>(() => _breaker.WithSyncCircuitBreaker(() => _scheduler.Advance(TimeSpan.FromSeconds(1.1))));
        Assert.Throws<IOException>(() => _breaker.WithSyncCircuitBreaker(new Action(static () => throw new IOException("broken"))));

        Assert.Throws<OpenCircuitException>(() => _breaker.WithSyncCircuitBreaker(static () => 7));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void LimitsOutOfRange_AreRefused(int failures, int callSeconds, int resetSeconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => CircuitBreaker.Create(_scheduler, failures, TimeSpan.FromSeconds(callSeconds), TimeSpan.FromSeconds(resetSeconds)));

    private Task FailAsync() => _breaker.WithCircuitBreaker(static async () =>
    {
        await Task.Yield();
        throw new IOException("broken");
    });

    private async Task OpenAsync()
    {
        await Assert.ThrowsAsync<IOException>(FailAsync);
        await Assert.ThrowsAsync<IOException>(FailAsync);
    }

    private CircuitBreaker Watched(CircuitBreaker breaker) => breaker
        .OnOpen(() => _changes.Add("open"))
        .OnHalfOpen(() => _changes.Add("half-open"))
        .OnClose(() => _changes.Add("closed"));
}
