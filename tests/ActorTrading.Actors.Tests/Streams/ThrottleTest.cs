using ActorTrading.Actors.Streams;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class ThrottleTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Shaping_LetsTheBurstThroughAndThenTheRate()
    {
        var clock = new WatchedClock();
        var start = clock.GetUtcNow();
        var reading = new WatchedSource(6).Items()
            .Throttle(2, Second, 3, ThrottleMode.Shaping, clock)
            .Select(_ => (clock.GetUtcNow() - start).TotalSeconds)
            .ToListAsync();

        await clock.AdvanceAsync(1, Second / 2);
        await clock.AdvanceAsync(2, Second / 2);
        await clock.AdvanceAsync(3, Second / 2);

        Assert.Equal([0, 0, 0, 0.5, 1, 1.5], await reading);
    }

    [Fact]
    public async Task Pause_SavesUpNoMoreThanTheBurst()
    {
        var clock = new ManualTimeProvider();
        var source = new WatchedSource(10) { Before = i => { clock.Advance(i == 3 ? Second * 100 : TimeSpan.Zero); return Task.CompletedTask; } };
        await using var items = source.Items().Throttle(1, Second, 2, ThrottleMode.Enforcing, clock).GetAsyncEnumerator();

        for (var i = 1; i <= 4; i++)
        {
            Assert.True(await items.MoveNextAsync());
        }

        await Assert.ThrowsAsync<RateExceededException>(() => items.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Waiting_Cancelled_SourceHasEnded()
    {
        var clock = new ManualTimeProvider();
        var source = new WatchedSource();
        using var stop = new CancellationTokenSource();
        var reading = source.Items().Throttle(1, Second, 1, ThrottleMode.Shaping, clock).ToListAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, source.Running);
    }
}
