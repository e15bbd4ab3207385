using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class CandleTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task Upsert_AnyOrder_ReadsBackAscendingAndExact()
    {
        Candle[] candles = [Candle(2), Candle(0) with { IsFinal = false }, Candle(1) with { Source = CandleSource.Binance, Revision = 3 }];

        var result = await Database.Candles.UpsertAsync(Btc, candles, default);

        Assert.Equal(3, result.Inserted);
        Assert.Equal([candles[1], candles[2], candles[0]], await AllAsync());
    }

    [Fact]
    public async Task Upsert_ExtremeValues_AreKept()
    {
        var bar = new Bar(long.MinValue, long.MaxValue, long.MaxValue, long.MinValue, -1, long.MaxValue, long.MaxValue, decimal.MaxValue, int.MaxValue);
        Candle[] candles = [new(bar, CandleSource.Derived), new(bar with { OpenTime = long.MaxValue - 1, QuoteVolume = 0.0000000000000000000000000001m }, CandleSource.Import)];

        await Database.Candles.UpsertAsync(Btc, candles, default);

        Assert.Equal(candles, await AllAsync());
    }

    [Fact]
    public async Task Upsert_QuoteVolumesOfEverySize_KeepDigitsAndScale()
    {
        var random = new Random(7);
        decimal[] volumes =
        [
            0, 1, 9999, 10_000, 10_001, 0.1m, 0.0001m, 0.00001m, 1.50m, 100_000_000m, 99_999_999.99999999m, -12.5m, decimal.MinValue, ulong.MaxValue, ulong.MaxValue + 1m,
            .. Enumerable.Range(0, 500).Select(_ => new decimal(random.Next(), random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29))),
        ];
        Candle[] candles = [.. volumes.Select((volume, n) => Candle(n) with { Bar = Candle(n).Bar with { QuoteVolume = volume } })];

        await Database.Candles.UpsertAsync(Btc, candles, default);

        Assert.Equal(volumes.Select(Text), (await AllAsync()).Select(candle => Text(candle.Bar.QuoteVolume)));

        static string Text(decimal volume) => volume.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Upsert_EveryVerdict_IsCountedOnce()
    {
        Candle[] first = [Candle(0), Candle(1), Candle(2) with { IsFinal = false }, Candle(3), Candle(4) with { Bar = Candle(4).Bar with { Trades = 0 } }];
        await Database.Candles.UpsertAsync(Btc, first, default);
        Candle[] second = [Candle(0), Higher(Candle(1)), Higher(Candle(2)), Higher(Candle(3)) with { Source = CandleSource.Import }, Candle(4), Candle(5)];

        var result = await Database.Candles.UpsertAsync(Btc, second, default);

        var revised = Higher(Candle(1)) with { Revision = 1 };
        Assert.Equal((1, 1, 1, 1, 2), (result.Inserted, result.Revised, result.Unchanged, result.Outranked, result.Updated));
        Assert.Equal([revised], result.Revisions);
        Assert.Equal([Candle(0), revised, Higher(Candle(2)), Candle(3), Candle(4), Candle(5)], await AllAsync());
    }

    [Fact]
    public async Task Upsert_Nothing_DoesNothing() =>
        Assert.Equal(0, (await Database.Candles.UpsertAsync(Btc, ReadOnlyMemory<Candle>.Empty, default)).Inserted);

    [Fact]
    public async Task Upsert_Again_ChangesNothing()
    {
        Candle[] candles = [.. Enumerable.Range(0, 2500).Select(Candle)];
        await Database.Candles.UpsertAsync(Btc, candles, default);

        var again = await Database.Candles.UpsertAsync(Btc, candles, default);

        Assert.Equal((0, 2500, 0), (again.Inserted, again.Unchanged, again.Revised));
        Assert.Equal(candles, await AllAsync());
    }

    [Fact]
    public async Task Upsert_FarApart_FindsWhatIsStored()
    {
        Candle[] candles = [Candle(0), Candle(100_000), Candle(1_000_000)];
        await Database.Candles.UpsertAsync(Btc, candles, default);

        var again = await Database.Candles.UpsertAsync(Btc, new[] { Candle(0), Candle(500_000), Higher(Candle(1_000_000)) }, default);

        Assert.Equal((1, 1, 1), (again.Inserted, again.Unchanged, again.Revised));
    }

    [Fact]
    public async Task Series_AreApart()
    {
        var other = new SeriesId(Symbol.Parse("ETH-USDT"), Timeframe.M5);
        var hourly = Btc with { Timeframe = Timeframe.H1 };
        await Database.Candles.UpsertAsync(Btc, new[] { Candle(12), Candle(0) }, default);
        await Database.Candles.UpsertAsync(other, new[] { Candle(1) }, default);
        await Database.Candles.UpsertAsync(hourly, new[] { Candle(0) }, default);

        Assert.Equal(
            [new(Btc, 2, Candle(0).OpenTime, Candle(12).OpenTime), new(hourly, 1, Candle(0).OpenTime, Candle(0).OpenTime), new SeriesSummary(other, 1, Candle(1).OpenTime, Candle(1).OpenTime)],
            await Database.Candles.SummariesAsync(default));
    }

    [Fact]
    public async Task Page_TakesTheNewestBefore_Ascending()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 10).Select(Candle).ToArray(), default);

        Assert.Equal([Candle(5), Candle(6), Candle(7)], await Database.Candles.PageAsync(Btc, Candle(8).OpenTime, 3, default));
        Assert.Equal([Candle(0)], await Database.Candles.PageAsync(Btc, Candle(1).OpenTime, 3, default));
        Assert.Empty(await Database.Candles.PageAsync(Btc, Candle(0).OpenTime, 3, default));
    }

    [Fact]
    public async Task OpenTimes_AreThoseOfFinalOnesInTheRange()
    {
        await Database.Candles.UpsertAsync(Btc, new[] { Candle(0), Candle(1), Candle(2) with { IsFinal = false }, Candle(3), Candle(4) }, default);

        Assert.Equal(
            [Candle(1).OpenTime, Candle(3).OpenTime],
            await Database.Candles.OpenTimesAsync(Btc, new TimeRange(Candle(1).OpenTime, Candle(4).OpenTime), default));
    }

    [Fact]
    public async Task Delete_RemovesTheseOnly()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 5).Select(Candle).ToArray(), default);

        Assert.Equal(2, await Database.Candles.DeleteAsync(Btc, [Candle(1).OpenTime, Candle(3).OpenTime, Candle(99).OpenTime], default));
        Assert.Equal([Candle(0), Candle(2), Candle(4)], await AllAsync());
    }

    [Fact]
    public async Task Delete_ManyAndSomeTwice_CountsThemOnce()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 5000).Select(Candle).ToArray(), default);

        Assert.Equal(4990, await Database.Candles.DeleteAsync(Btc, [.. Enumerable.Range(10, 6000).Concat([20, 5, 20]).Where(n => n != 5).Select(n => Candle(n).OpenTime)], default));
        Assert.Equal(Enumerable.Range(0, 10).Select(Candle), await AllAsync());
    }

    [Fact]
    public async Task DeleteBefore_InBatches_RemovesAllThatIsOlder()
    {
        var other = new SeriesId(Symbol.Parse("ETH-USDT"), Timeframe.M5);
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 25).Select(Candle).ToArray(), default);
        await Database.Candles.UpsertAsync(other, Enumerable.Range(18, 5).Select(Candle).ToArray(), default);

        Assert.Equal(22, await Database.Candles.DeleteBeforeAsync(Candle(20).OpenTime, 7, default));
        Assert.Equal(Enumerable.Range(20, 5).Select(Candle), await AllAsync());
        Assert.Equal(0, await Database.Candles.DeleteBeforeAsync(Candle(20).OpenTime, 7, default));
    }

    [Fact]
    public async Task View_IsReadableForPeople()
    {
        await Database.Candles.UpsertAsync(Btc, new[] { new Candle(new Bar(1_700_000_100_000_000, 3_712_345_678_901, 3_800_000_000_000, 5, 3_750_050_000_000, 150_000_000, 0, 0, 0), CandleSource.Okx) }, default);

        Assert.StartsWith("37123.45678901|0.00000005|1.50000000|2023-11-14 22:15:00", await ScalarAsync<string>("SELECT open || '|' || low || '|' || volume || '|' || opened_at FROM market_candles_view"));
    }

    protected static Candle Candle(int n) => new(
        new Bar(1_700_000_100_000_000 + (n * Timeframe.M5.Length), 100 + n, 200 + n, 50 + n, 150 + n, 1000 + n, 400, 12.5m * n, n + 1), CandleSource.Okx);

    protected static Candle Higher(Candle candle) => candle with { Bar = candle.Bar with { High = candle.Bar.High + 1 } };

    protected async Task<List<Candle>> AllAsync() => await Database.Candles.ReadAsync(Btc, Always, default).ToListAsync();
}
