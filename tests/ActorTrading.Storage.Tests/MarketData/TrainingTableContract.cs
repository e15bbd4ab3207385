using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class TrainingTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private const long Schema = 1;
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task Upsert_Again_KeepsTheLaterValues()
    {
        await StoreAsync(Row(0), Row(1));
        var later = Row(1) with { Features = """{"b":0.1}""", After1h = new FuturePrice(5, PriceMove.Down, null), After24h = new FuturePrice(null, null, FuturePrice.NoCandle) };

        await StoreAsync(later);

        Assert.Equal([Row(0), later], await AllAsync());
    }

    [Fact]
    public async Task Page_LeavesOutWhatIsWarmingUp_AndOtherSchemas()
    {
        await StoreAsync(Row(0) with { Features = null }, Row(1));
        await Database.Training.UpsertAsync(Btc, 2, [Row(1) with { Schema = 2 }], [], default);

        Assert.Equal([Row(1)], await AllAsync());
    }

    [Fact]
    public async Task FirstStale_NamesTheFirstThatDisagrees()
    {
        await CandlesAsync(0, 6);
        await StoreAsync([.. Enumerable.Range(0, 6).Select(Row)]);
        Assert.Null(await StaleAsync());

        await CandlesAsync(6, 1);
        Assert.Equal(Open(6), await StaleAsync());
        await Database.Candles.DeleteAsync(Btc, [Open(3)], default);
        Assert.Equal(Open(3), await StaleAsync());
        Assert.Equal(Open(0), await Database.Training.FirstStaleAsync(Btc, Schema + 1, long.MinValue, default));
    }

    [Fact]
    public async Task StaleFutures_CandleAtTheHorizonFinal_IsThePriceAndNoOther()
    {
        await StoreAsync([.. Enumerable.Range(0, 20).Select(Row)]);
        await CandlesAsync(0, 12);
        Assert.Empty(await FuturesAsync(newest: 12));

        await CandlesAsync(12, 1);
        var known = Assert.Single(await FuturesAsync(newest: 13));
        Assert.Equal((Row(0).Time, Candle(12).Bar.Close), (known.Time, known.Actual!.Value));

        await Database.Training.UpdateAsync(Horizon.H1, new Dictionary<long, FuturePrice> { [known.Id] = new(known.Actual, PriceMove.Up, null) }, default);
        Assert.Empty(await FuturesAsync(newest: 13));
        Assert.Equal(new FuturePrice(Candle(12).Bar.Close, PriceMove.Up, null), (await AllAsync())[0].After1h);
    }

    [Fact]
    public async Task StaleFutures_CandleMissingAndALaterOneThere_IsDue()
    {
        await StoreAsync(Row(0), Row(1));
        await CandlesAsync(13, 1);

        var futures = await FuturesAsync(newest: 14);

        Assert.Equal([(Row(0).Time, null, true), (Row(1).Time, Candle(13).Bar.Close, false)], futures.Select(f => (f.Time, f.Actual, f.IsDue)));
        await Database.Training.UpdateAsync(
            Horizon.H1, futures.ToDictionary(f => f.Id, f => new FuturePrice(f.Actual, f.Actual is null ? null : PriceMove.Up, f.Actual is null ? FuturePrice.NoCandle : null)), default);
        Assert.Empty(await FuturesAsync(newest: 14));

        await CandlesAsync(12, 1);
        Assert.Equal(Candle(12).Bar.Close, Assert.Single(await FuturesAsync(newest: 14)).Actual);
    }

    [Fact]
    public async Task StaleFutures_CandleCorrectedOrRemoved_AreNamedAgain()
    {
        await StoreAsync(Row(0));
        await CandlesAsync(12, 1);
        var known = Assert.Single(await FuturesAsync(newest: 13));
        await Database.Training.UpdateAsync(Horizon.H1, new Dictionary<long, FuturePrice> { [known.Id] = new(known.Actual, PriceMove.Up, null) }, default);

        var corrected = Candle(12) with { Bar = Candle(12).Bar with { Close = 170 } };
        await Database.Candles.UpsertAsync(Btc, new[] { corrected }, default);
        Assert.Equal(170, Assert.Single(await FuturesAsync(newest: 13)).Actual);

        await Database.Candles.DeleteAsync(Btc, [Open(12)], default);
        Assert.Null(Assert.Single(await FuturesAsync(newest: 13)).Actual);
    }

    [Fact]
    public async Task DeleteBefore_InBatches_IsNotMissedAfterwards()
    {
        await CandlesAsync(0, 10);
        await StoreAsync([.. Enumerable.Range(0, 10).Select(Row)]);

        Assert.Equal((4, 1), (await Database.Training.DeleteBeforeAsync(Row(5).Time, 4, default), await Database.Training.DeleteBeforeAsync(Row(5).Time, 4, default)));
        Assert.Equal(Enumerable.Range(5, 5).Select(Row), await AllAsync());
        Assert.Null(await StaleAsync());
    }

    private static long Open(int n) => 1_699_999_200_000_000 + (n * Timeframe.M5.Length);

    private static Candle Candle(int n) => new(new Bar(Open(n), 100 + n, 200 + n, 50 + n, 150 + n, 1000 + n, 400, 0, 0), CandleSource.Okx);

    private static TrainingRow Row(int n) => TrainingRow.Of(Open(n) + Timeframe.M5.Length, 0, 150 + n, Schema, $$"""{"a":{{n}}.5}""");

    private Task CandlesAsync(int from, int count) => Database.Candles.UpsertAsync(Btc, Enumerable.Range(from, count).Select(Candle).ToArray(), default);

    private Task StoreAsync(params TrainingRow[] rows) => Database.Training.UpsertAsync(Btc, Schema, rows, [], default);

    private Task<IReadOnlyList<TrainingRow>> AllAsync() => Database.Training.PageAsync(Btc, Schema, Always, 1000, default);

    private Task<long?> StaleAsync() => Database.Training.FirstStaleAsync(Btc, Schema, long.MinValue, default);

    private Task<IReadOnlyList<StaleFuture>> FuturesAsync(int newest) => Database.Training.StaleFuturesAsync(Btc, Schema, Horizon.H1, Always, Open(newest), 100, default);
}
