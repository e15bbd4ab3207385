using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Backfill;

/// <summary>Several at once.</summary>
public sealed partial class BackfillManagerTests
{
    [Fact]
    public async Task TwoAtOnce_DoNoHarm()
    {
        var exchange = new ScriptedExchange(_clock) { Outages = [new TimeRange(Micros(2024, 2, 1), Micros(2024, 2, 2))], Before = (_, _, _) => Task.Delay(1, None) };

        var both = await Task.WhenAll(RunAsync(exchange, Timeframe.M15, Timeframe.H1), RunAsync(exchange, Timeframe.M15, Timeframe.H1));

        Assert.All(both, r => Assert.True(r.IsComplete));
        Assert.Equal(exchange.Truth(Hours, both[0].Series[1].Range), await Store.CandlesAsync(Hours));
        Assert.Single(await Store.Database.Findings.OpenAsync(Hours, None));
    }

    [Fact]
    public async Task AtMostThreeSeriesAtOnce()
    {
        var most = 0;
        var now = 0;
        var three = new TaskCompletionSource();
        var exchange = new ScriptedExchange(_clock)
        {
            Before = async (_, _, _) =>
            {
                var running = Interlocked.Increment(ref now);
                InterlockedMax(ref most, running);
                if (running >= 3)
                {
                    three.TrySetResult();
                }

                // The first ones wait for each other; the rest stay a moment, so that a fourth would be seen.
                await three.Task;
                await Task.Delay(2, None);
                Interlocked.Decrement(ref now);
            },
        };

        await RunAsync(exchange, [.. Timeframe.All]);

        Assert.Equal(3, most);

        static void InterlockedMax(ref int most, int value)
        {
            for (var seen = most; value > seen; seen = most)
            {
                Interlocked.CompareExchange(ref most, value, seen);
            }
        }
    }
}
