using ActorTrading.Engine.MarketData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Features;
using ActorTrading.Market.Indicators;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;
using static ActorTrading.Engine.Tests.MarketData.StoredMarket;

namespace ActorTrading.Engine.Tests.MarketData;

public sealed class MarketDataServiceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Save_AnyOrderWithLateAndCorrectedCandles_EqualsOneComputation(int seed)
    {
        await using var market = await OpenAsync();
        var random = new Random(seed);
        var truth = Candles(seed, 120 + random.Next(60));
        var deliveries = truth.Concat(truth.Where(_ => random.Next(10) == 0).Select(Wrong)).ToArray();

        // Mostly in order, with some that come far too late.
        var order = deliveries.OrderBy(c => c.OpenTime + (random.Next(12) == 0 ? random.Next(80) * Timeframe.H1.Length : 0)).ToArray();
        for (var from = 0; from < order.Length;)
        {
            var count = 1 + random.Next(40);
            await market.SaveAsync(order[from..Math.Min(order.Length, from + count)]);
            from += count;
            if (random.Next(4) == 0)
            {
                market.Restart();
            }

            await MustEqualOneComputationAsync(market);
        }

        Assert.Equal(truth.Select(c => c.Bar), (await market.StoredAsync()).Select(c => c.Bar));
    }

    [Fact]
    public async Task Save_Again_ComputesNothing()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 60);
        await market.SaveAsync(candles);

        var again = await market.SaveAsync(candles);

        Assert.Equal(default, again.Derived);
        Assert.Equal(60, again.Candles.Unchanged);
    }

    [Fact]
    public async Task Save_OneMore_ComputesOneRow()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 60);
        await market.SaveAsync(candles[..59]);

        var last = await market.SaveAsync(candles[59]);

        Assert.Equal((1, 1), (last.Derived.Indicators, last.Derived.TrainingRows));
        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task Save_FormingCandle_HasNoRowsUntilItIsFinal()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 40);
        await market.SaveAsync([.. candles[..39], Wrong(candles[39]) with { IsFinal = false }]);
        Assert.Equal(39, (await market.IndicatorsAsync()).Count);

        await market.SaveAsync(candles[39]);

        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task Save_DamagedCandle_HasARowWithoutValuesAndTheSeriesGoesOn()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 60);
        var damaged = candles[30] with { Bar = candles[30].Bar with { Low = 0 } };

        await market.SaveAsync([.. candles[..30], damaged, .. candles[31..]]);

        var rows = await market.IndicatorsAsync();
        Assert.All(rows[30].Values(), Assert.Null);
        Assert.NotNull(rows[31].Sma5);
        Assert.Equal(default, await market.Service.RefreshAllAsync(default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Refresh_AfterACrashBetweenTheSteps_HealsEverything(int step)
    {
        await using var market = await OpenAsync();
        var candles = Candles(7, 300);
        await market.SaveAsync([.. candles[..250].Select((c, i) => i == 100 ? Wrong(c) : c)]);

        // What a process that ended there has left behind.
        await market.Database.Candles.UpsertAsync(Hourly, candles, default);
        if (step > 0)
        {
            await market.Database.Indicators.DeleteFromAsync(Hourly, OpenTime(100), default);
        }

        if (step > 1)
        {
            var all = IndicatorBatch.Compute([.. candles.Select(c => c.Bar)], Timeframe.H1);
            await market.Database.Indicators.UpsertAsync(Hourly, Rows(await market.StoredAsync(), all)[100..140], [], default);
        }

        market.Restart();
        var healed = await market.Service.RefreshAllAsync(default);

        Assert.Equal(200, healed.TrainingRows);
        await MustEqualOneComputationAsync(market);
        Assert.Equal(default, await market.Service.RefreshAllAsync(default));
    }

    [Fact]
    public async Task Save_CancelledAnywhere_IsHealedByTheNextOne()
    {
        await using var market = await OpenAsync();
        var candles = Candles(3, 290);
        await market.SaveAsync([.. candles[..240].Select((c, i) => i % 50 == 7 ? Wrong(c) : c)]);
        var from = 240;
        for (var patience = 0; from < 288; patience += 2)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience));
            try
            {
                await market.Service.SaveAsync(Hourly, new[] { candles[(7 + (patience * 25)) % 240 / 50 * 50 + 7], candles[from] }, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // As far as it came.
            }

            from++;
        }

        await market.SaveAsync(candles);

        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task Save_PostgreSqlKilledInTheMiddle_IsHealedByTheNextOne()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        await using var market = await OpenAsync(new PostgreSqlOptions { ConnectionString = server.ConnectionString });
        var candles = Candles(3, 290);
        await market.SaveAsync([.. candles[..240].Select((c, i) => i % 50 == 7 ? Wrong(c) : c)]);

        var cutOff = market.SaveAsync(candles);
        await Eventually.TrueAsync(async () => cutOff.IsCompleted || (await market.IndicatorsAsync()).Count != 240, "the save is under way");
        await server.KillAsync();
        var failure = await Record.ExceptionAsync(() => cutOff);
        await server.StartAgainAsync();
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => market.SaveAsync(candles)) is null, "the server is back");

        Assert.True(failure is null or StorageException, failure?.ToString());
        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task Refresh_CandlesDeleted_ForgetsThemEverywhere()
    {
        await using var market = await OpenAsync();
        await market.SaveAsync(Candles(1, 260));

        await market.Database.Candles.DeleteAsync(Hourly, [OpenTime(50), OpenTime(259)], default);
        await market.Service.RefreshAsync(Hourly, default);

        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task RefreshChanged_CandlesOfOtherWriters_ComputesWhatFollowsAndNothingElse()
    {
        await using var market = await OpenAsync();
        var candles = Candles(2, 200);
        await market.SaveAsync([.. candles[..120].Select((c, i) => i == 40 ? Wrong(c) : c)]);

        await market.Database.Candles.UpsertAsync(Hourly, candles.AsMemory(40, 1), default);
        await market.Database.Candles.UpsertAsync(Hourly, candles.AsMemory(120, 30), default);
        Assert.Equal(110, (await market.Service.RefreshChangedAsync(default)).Indicators);
        await MustEqualOneComputationAsync(market);

        await market.Database.Candles.DeleteAsync(Hourly, [OpenTime(145)], default);
        Assert.Equal(4, (await market.Service.RefreshChangedAsync(default)).Indicators);
        await MustEqualOneComputationAsync(market);
        Assert.Equal(default, await market.Service.RefreshChangedAsync(default));
    }

    [Fact]
    public async Task Save_AfterOthersStoredOlderCandles_ComputesTheseToo()
    {
        await using var market = await OpenAsync();
        var candles = Candles(4, 160);
        await market.SaveAsync(candles[100..150]);
        await market.Database.Candles.UpsertAsync(Hourly, candles.AsMemory(0, 100), default);

        await market.SaveAsync(candles[150]);

        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task KeepUp_HistoryWrittenBackwards_EndsAsOneComputationWithoutOneForEachPage()
    {
        await using var market = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var candles = Candles(3, 240);
        var upkeep = market.Service.KeepUpAsync(TimeProvider.System, stop.Token);

        for (var from = 235; from >= 0; from -= 5)
        {
            await market.Database.Candles.UpsertAsync(Hourly, candles.AsMemory(from, 5), default);
        }

        await Eventually.TrueAsync(async () => (await market.IndicatorsAsync()).Count == 240 && (await market.TrainingAsync()).Count > 0, "all is computed");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upkeep);
        await market.Service.RefreshChangedAsync(default);
        await MustEqualOneComputationAsync(market);
    }

    [Fact]
    public async Task Recompute_RowsThatNobodyCanSuspect_AreReplaced()
    {
        await using var market = await OpenAsync();
        await market.SaveAsync(Candles(1, 60));
        var wrong = (await market.IndicatorsAsync())[55] with { Rsi14 = 1 };
        await market.Database.Indicators.UpsertAsync(Hourly, [wrong], [], default);

        await market.Service.RecomputeAsync(Hourly, OpenTime(55), default);

        await MustEqualOneComputationAsync(market);
    }

    private static async Task MustEqualOneComputationAsync(StoredMarket market)
    {
        var candles = (await market.StoredAsync()).Where(c => c.IsFinal).ToList();
        Bar[] bars = [.. candles.Select(c => c.Bar)];
        Assert.Equal(Rows(candles, IndicatorBatch.Compute(bars, Timeframe.H1)), await market.IndicatorsAsync());

        var features = FeatureBatch.Compute(bars, Timeframe.H1);
        var columns = FeatureEngine.Schema.Count;
        var warmUp = FeatureEngine.Schema.WarmUpBars(Timeframe.H1);
        Assert.Equal(
            Enumerable.Range(0, bars.Length).Skip(warmUp - 1).Select(i => (candles[i].OpenTime + Timeframe.H1.Length, bars[i].Close, TrainingData.FeatureText.Of(features.AsSpan(i * columns, columns)))),
            (await market.TrainingAsync()).Select(r => (r.Time, r.Price, r.Features!)));
    }

    private static IndicatorRow[] Rows(IReadOnlyList<Candle> candles, double[] all)
    {
        var columns = IndicatorCatalog.All.Count;
        return [.. candles.Select((c, i) => IndicatorColumns.Pick(c, all.AsSpan(i * columns, columns)))];
    }
}
