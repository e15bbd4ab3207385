using ActorTrading.Engine.Tests.MarketData;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Features;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;
using static ActorTrading.Engine.Tests.MarketData.StoredMarket;

namespace ActorTrading.Engine.Tests.TrainingData;

public sealed class TrainingDataServiceTests
{
    private static readonly int WarmUp = FeatureEngine.Schema.WarmUpBars(Timeframe.H1);

    [Fact]
    public async Task Labels_CandleByCandle_AppearExactlyWithTheCandleAtTheirHorizon()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, WarmUp + 40);
        await market.SaveAsync(candles[..WarmUp]);

        for (var known = WarmUp; known <= candles.Length; known++)
        {
            var rows = await market.TrainingAsync();
            Assert.Equal(known - WarmUp + 1, rows.Count);
            foreach (var row in rows)
            {
                foreach (var horizon in TrainingRow.Horizons)
                {
                    Assert.Equal(Expected(row, horizon, candles[..known]), row.After(horizon));
                }
            }

            if (known < candles.Length)
            {
                // While it forms, its close is nobody's future.
                await market.SaveAsync(Wrong(candles[known]) with { IsFinal = false });
                Assert.Equal(rows, await market.TrainingAsync());
                await market.SaveAsync(candles[known]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_AnotherFuture_LeavesThePastAsItWas(int seed)
    {
        var now = WarmUp + 30;
        var past = Candles(5, now);
        var future = Candles(seed * 100, now + 30)[now..];
        await using var without = await OpenAsync();
        await using var with = await OpenAsync();

        await without.SaveAsync(past);
        await with.SaveAsync([.. past, .. future.OrderBy(c => c.Bar.Close)]);

        var known = CloseTime(now - 1);
        var rows = (await with.TrainingAsync()).Where(r => r.Time <= known).ToList();
        Assert.Equal((await without.TrainingAsync()).Select(r => (r.Time, r.Features)), rows.Select(r => (r.Time, r.Features)));
        foreach (var (before, after) in (await without.TrainingAsync()).Zip(rows))
        {
            Assert.All(TrainingRow.Horizons.Where(h => before.Time + h.Length <= known), h => Assert.Equal(before.After(h), after.After(h)));
            Assert.All(TrainingRow.Horizons.Where(h => before.Time + h.Length > known), h => Assert.Equal(default, before.After(h)));
        }
    }

    [Fact]
    public async Task Labels_CandleAtTheHorizonMissing_StayNullWithAReason_AndComeWhenItIsRepaired()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, WarmUp + 10);
        var hole = WarmUp + 3;
        await market.SaveAsync([.. candles[..hole]]);
        Assert.Equal(default, await AfterAsync(market, hole - 1));

        await market.SaveAsync(candles[(hole + 1)..]);
        Assert.Equal(new FuturePrice(null, null, FuturePrice.NoCandle), await AfterAsync(market, hole - 1));

        await market.SaveAsync(candles[hole]);
        Assert.Equal(candles[hole].Bar.Close, (await AfterAsync(market, hole - 1)).Price);
        Assert.All(await market.TrainingAsync(), r => Assert.Equal(Expected(r, Horizon.H1, candles), r.After1h));
    }

    [Fact]
    public async Task Labels_CandleCorrected_Follow()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, WarmUp + 10);
        var at = WarmUp + 5;
        await market.SaveAsync([.. candles.Select((c, i) => i == at ? Wrong(c) : c)]);
        Assert.Equal(PriceMove.Up, (await AfterAsync(market, at - 1)).Label);

        await market.SaveAsync(candles[at]);

        Assert.All(await market.TrainingAsync(), r => Assert.All(TrainingRow.Horizons, h => Assert.Equal(Expected(r, h, candles), r.After(h))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Labels_CandlesComeLateAreCorrectedFormAndGo_AlwaysFollowTheDefinition(int seed)
    {
        await using var market = await OpenAsync();
        var random = new Random(seed);
        var candles = Candles(seed, WarmUp + 60);
        await market.SaveAsync(candles[..(WarmUp + 10)]);

        for (var step = 0; step < 25; step++)
        {
            var at = WarmUp - 20 + random.Next(80);
            switch (random.Next(4))
            {
                case 0:
                    await market.Database.Candles.DeleteAsync(Hourly, [.. Enumerable.Range(at, 1 + random.Next(3)).Select(OpenTime)], default);
                    break;
                case 1:
                    await market.SaveAsync(Wrong(candles[at]) with { IsFinal = false });
                    break;
                case 2:
                    await market.Database.Candles.UpsertAsync(Hourly, new[] { Wrong(candles[at]) with { Source = CandleSource.Binance } }, default);
                    break;
                default:
                    await market.SaveAsync(candles[at..Math.Min(candles.Length, at + 1 + random.Next(6))]);
                    break;
            }

            await market.Service.RefreshChangedAsync(default);
            var stored = (await market.StoredAsync()).Where(c => c.IsFinal).ToArray();
            var newest = stored[^1].OpenTime + Timeframe.H1.Length;
            Assert.All(await market.TrainingAsync(), r => Assert.All(TrainingRow.Horizons, h => Assert.Equal(
                Expected(r, h, stored) is { Price: not null } known ? known : new FuturePrice(null, null, r.Time + h.Length < newest ? FuturePrice.NoCandle : null), r.After(h))));
        }
    }

    [Fact]
    public async Task Rows_OtherTimeframe_AreNotMade()
    {
        await using var market = await OpenAsync();
        var quarter = new SeriesId(Hourly.Symbol, Timeframe.M15);

        var saved = await market.Service.SaveAsync(quarter, Candles(1, 20), default);

        Assert.Equal((20, 0), (saved.Derived.Indicators, saved.Derived.TrainingRows));
    }

    [Fact]
    public void Json_ReadsBackExactly()
    {
        double[] row = [.. FeatureEngine.Schema.Names.Select((_, i) => Math.Sin(i) * Math.Pow(10, (i % 40) - 20))];

        Assert.Equal(FeatureEngine.Schema.Names.Zip(row, KeyValuePair.Create), FeatureJson.Read(FeatureJson.Write(row)));
    }

    private static async Task<FuturePrice> AfterAsync(StoredMarket market, int n) => (await market.TrainingAsync()).Single(r => r.Time == CloseTime(n)).After1h;

    /// <summary>Straight from the definition.</summary>
    private static FuturePrice Expected(TrainingRow row, Horizon horizon, Candle[] known)
    {
        foreach (var candle in known)
        {
            if (candle.OpenTime + Timeframe.H1.Length == row.Time + horizon.Length)
            {
                return new FuturePrice(candle.Bar.Close, Thresholds.Classify(row.Price, candle.Bar.Close), null);
            }
        }

        return default;
    }
}
