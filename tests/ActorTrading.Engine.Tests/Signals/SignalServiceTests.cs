using ActorTrading.Engine.Signals;
using ActorTrading.Engine.Tests.MarketData;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;
using static ActorTrading.Engine.Tests.MarketData.StoredMarket;

namespace ActorTrading.Engine.Tests.Signals;

public sealed class SignalServiceTests
{
    [Theory]
    [InlineData(Signal.Buy, 101, SignalResult.Hit, 1)]
    [InlineData(Signal.Buy, 99, SignalResult.Miss, -1)]
    [InlineData(Signal.Buy, 100, SignalResult.Miss, 0)]
    [InlineData(Signal.Sell, 98, SignalResult.Hit, 2)]
    [InlineData(Signal.Sell, 102, SignalResult.Miss, -2)]
    [InlineData(Signal.Hold, 101, SignalResult.Hit, 0)]
    [InlineData(Signal.Hold, 102, SignalResult.Miss, 0)]
    public void Judge_IsByDirectionWithoutFees(Signal signal, long after, SignalResult result, double profit)
    {
        var outcome = SignalJudge.Judge(signal, 100, after, new LabelThresholds());

        Assert.Equal((result, profit, after - 100.0), (outcome.Result, outcome.ProfitPercent, outcome.ReturnPercent));
    }

    [Fact]
    public async Task Outcomes_CandleByCandle_FillInWhenTheirTimeHasCome()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 40);
        await market.SaveAsync(candles[..10]);
        SignalRow[] given =
        [
            Given(9, Signal.Buy, Horizon.H1), Given(9, Signal.Sell, Horizon.H4), Given(9, Signal.Hold, Horizon.H24),
        ];
        await market.Database.Signals.AddAsync(given, default);

        for (var known = 10; known <= 40; known++)
        {
            foreach (var (row, signal) in (await AllAsync(market)).Zip(given))
            {
                Assert.Equal((After(1), After(4), After(24)), (row.After1h, row.After4h, row.After24h));
                Assert.Equal(After(signal.Horizon.Minutes / 60) is { } own ? SignalJudge.Judge(signal.Signal, signal.Price, own, Thresholds).Result : null, row.Result);
            }

            if (known < 40)
            {
                await market.SaveAsync(candles[known]);
            }

            long? After(int hours) => known > 9 + hours ? candles[9 + hours].Bar.Close : null;
        }
    }

    [Fact]
    public async Task Outcomes_Gap_AreMissingUntilItIsRepaired()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 20);
        await market.SaveAsync(candles[..10]);
        await market.Database.Signals.AddAsync([Given(9, Signal.Buy, Horizon.H1)], default);

        await market.SaveAsync(candles[11]);
        Assert.Equal((SignalResult.Missing, null), Single(await AllAsync(market)));

        await market.SaveAsync(candles[10]);
        Assert.NotNull(Single(await AllAsync(market)).Profit);
    }

    [Fact]
    public async Task Statistics_StandBesideWhatRandomTimesWouldHaveEarned()
    {
        await using var market = await OpenAsync();
        var candles = Candles(3, 60);
        SignalRow[] given = [.. Enumerable.Range(5, 40).Select(n => Given(n, (Signal)(n % 3), Horizon.H1) with { Price = candles[n].Bar.Close, Confidence = n / 50.0 })];
        await market.Database.Signals.AddAsync(given, default);
        await market.SaveAsync(candles);

        var statistics = await market.Signals.StatisticsAsync(null, Always, default);

        var outcomes = given.Select((s, i) => (s.Signal, Outcome: SignalJudge.Judge(s.Signal, s.Price, candles[6 + i].Bar.Close, Thresholds))).ToList();
        var buys = outcomes.Where(o => o.Signal == Signal.Buy).ToList();
        var group = statistics.BySignal.Single(g => g.Name == "BUY");
        Assert.Equal((40L, 40L), (statistics.All.Count, statistics.All.Judged));
        Assert.Equal((long)buys.Count, group.Count);
        Assert.Equal(buys.Average(b => b.Outcome.ProfitPercent!.Value), group.MeanProfitPercent!.Value, 9);
        Assert.Equal((double)buys.Count(b => b.Outcome.Result == SignalResult.Hit) / buys.Count, group.HitRate!.Value, 12);
        Assert.Equal((double)outcomes.Count(o => o.Outcome.ReturnPercent > 0) / outcomes.Count, group.BaselineHitRate!.Value, 12);
        Assert.Equal(outcomes.Average(o => o.Outcome.ReturnPercent!.Value), group.BaselineMeanProfitPercent!.Value, 9);
        Assert.Equal(["0.1 to 0.2", "0.2 to 0.3", "0.3 to 0.4"], statistics.ByConfidence.Take(3).Select(g => g.Name));
        Assert.Equal("test", Assert.Single(statistics.BySource).Name);
    }

    [Fact]
    public async Task Statistics_NothingGiven_AreEmpty()
    {
        await using var market = await OpenAsync();

        var statistics = await market.Signals.StatisticsAsync(Hourly.Symbol, Always, default);

        Assert.Equal(new SignalGroup("all", 0, 0, 0, null, null, null, null, 0), statistics.All);
        Assert.Empty(statistics.BySignal);
    }

    private static SignalRow Given(int n, Signal signal, Horizon horizon) =>
        new(Hourly.Symbol, Hourly.Timeframe, CloseTime(n), horizon, signal, 0.6, horizon == Horizon.H1 ? "test" : $"test {horizon}", Candles(1, n + 1)[n].Bar.Close);

    private static (SignalResult? Result, double? Profit) Single(IReadOnlyList<SignalRow> rows) => (Assert.Single(rows).Result, rows[0].ProfitPercent);

    private static async Task<IReadOnlyList<SignalRow>> AllAsync(StoredMarket market) => [.. (await market.Database.Signals.PageAsync(null, Always, 0, 1000, default)).Select(s => s.Row)];
}
