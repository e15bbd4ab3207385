using System.Runtime.CompilerServices;
using ActorTrading.Feeds.Pacing;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Pacing;

public sealed class PacedFeedTests
{
    private const long Start = 1_700_000_000_000_000;
    private const long Second = 1_000_000;
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task ReadAsync_RealTime_DeliversWhenTheLastEventIsDue()
    {
        var feed = new PacedFeed(new ListedFeed(Batch(0, 2), Batch(3, 5), Batch(5, 5)), 1, _clock);

        Assert.Equal([2.0, 5.0, 5.0], await DeliveriesAsync(feed));
    }

    [Fact]
    public async Task ReadAsync_TenFold_TakesATenth()
    {
        var feed = new PacedFeed(new ListedFeed(Batch(0, 0), Batch(3, 5), Batch(60, 100)), 10, _clock);

        Assert.Equal([0.0, 0.5, 10.0], await DeliveriesAsync(feed));
    }

    [Fact]
    public async Task ReadAsync_LongSilence_IsShortenedWhereAsked()
    {
        var options = new PacedFeedOptions { LongestSilence = TimeSpan.FromSeconds(10) };
        var feed = new PacedFeed(new ListedFeed(Batch(0, 1), Batch(3601, 3602), Batch(3605, 3605), Batch(9999, 9999)), options, _clock);

        Assert.Equal([1.0, 12.0, 15.0, 25.0], await DeliveriesAsync(feed));
    }

    [Fact]
    public async Task ReadAsync_FullSpeed_NeverWaits()
    {
        var feed = new PacedFeed(new ListedFeed(Batch(0, 1), Batch(1_000_000, 2_000_000)), double.PositiveInfinity, _clock);

        Assert.Equal(2, await feed.ReadAsync(Reading.FromTheStart, CancellationToken.None).CountAsync());
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public async Task ReadAsync_ConsumerLate_CatchesUp()
    {
        var feed = new PacedFeed(new ListedFeed(Batch(0, 0), Batch(1, 1), Batch(2, 2), Batch(3, 3)), 1, _clock);
        await using var batches = feed.ReadAsync(Reading.FromTheStart, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());

        _clock.Advance(TimeSpan.FromSeconds(2.5));

        Assert.True(batches.MoveNextAsync().AsTask().IsCompletedSuccessfully);
        Assert.True(batches.MoveNextAsync().AsTask().IsCompletedSuccessfully);
        var third = batches.MoveNextAsync().AsTask();
        Assert.False(third.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(await third);
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileWaiting_Ends()
    {
        using var stop = new CancellationTokenSource();
        var feed = new PacedFeed(new ListedFeed(Batch(0, 0), Batch(1, 9)), 1, _clock);
        await using var batches = feed.ReadAsync(Reading.FromTheStart, stop.Token).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());
        var waiting = batches.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void New_SpeedNotAboveZero_IsRefused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>("Speed", () => new PacedFeed(new ListedFeed(), speed, _clock));

    private static TickBatch Batch(long from, long to)
    {
        Tick[] ticks = [new(Start + (from * Second), 1, 1, 1, Side.Buy), new(Start + (to * Second), 1, 1, 2, Side.Buy)];
        return new TickBatch(Symbol.Parse("BTC-USDT"), ticks, "listed", 0);
    }

    /// <summary>The virtual seconds at which the batches came, the clock going on by half seconds whenever the feed waits.</summary>
    private async Task<List<double>> DeliveriesAsync(PacedFeed feed)
    {
        var times = new List<double>();
        var reading = Task.Run(async () =>
        {
            await foreach (var batch in feed.ReadAsync(Reading.FromTheStart, CancellationToken.None))
            {
                times.Add(TimeSpan.FromTicks(_clock.GetTimestamp()).TotalSeconds);
            }
        });

        while (!reading.IsCompleted)
        {
            await Eventually.TrueAsync(() => _clock.Timers > 0 || reading.IsCompleted, "the feed waits or has ended");
            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        await reading;
        return times;
    }

    private sealed class ListedFeed(params MarketBatch[] batches) : IFeed
    {
        public string Name => "listed";

        public bool IsSimulated => false;

        public IReadOnlyList<Symbol> Symbols => [Symbol.Parse("BTC-USDT")];

        public async IAsyncEnumerable<MarketBatch> ReadAsync(
            IReadOnlyDictionary<Symbol, long> positions, [EnumeratorCancellation] CancellationToken cancellation)
        {
            foreach (var batch in batches)
            {
                await Task.CompletedTask;
                yield return batch;
            }
        }
    }
}
