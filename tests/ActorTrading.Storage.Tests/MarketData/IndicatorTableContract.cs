using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class IndicatorTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task Upsert_Again_KeepsTheLaterValuesExactly()
    {
        await StoreAsync(Row(0), Row(1));
        var later = Row(1) with { Rsi14 = 0.1 + 0.2, Macd = -1e-300, VolumeRatio = null, CandleRevision = 7 };

        await StoreAsync(later, Row(2));

        Assert.Equal([Row(0), later, Row(2)], await AllAsync());
    }

    [Fact]
    public async Task Page_TakesTheFirstOfARange_OfItsSeriesAlone()
    {
        await StoreAsync([.. Enumerable.Range(0, 10).Select(Row)]);
        await Database.Indicators.UpsertAsync(Btc with { Timeframe = Timeframe.M1 }, [Row(3)], [], default);

        Assert.Equal([Row(3), Row(4)], await Database.Indicators.PageAsync(Btc, new TimeRange(Time(3), Time(9)), 2, default));
        Assert.Equal([Row(8)], await Database.Indicators.PageAsync(Btc, new TimeRange(Time(8), Time(9)), 2, default));
    }

    [Fact]
    public async Task FirstStale_NamesTheFirstThatDisagrees()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 6).Select(Candle).ToArray(), default);
        Assert.Equal(Time(0), await StaleAsync());

        await StoreAsync([.. Enumerable.Range(0, 6).Select(Row)]);
        Assert.Null(await StaleAsync());

        var corrected = Candle(4);
        corrected = corrected with { Bar = corrected.Bar with { High = 999 } };
        await Database.Candles.UpsertAsync(Btc, new[] { corrected }, default);
        Assert.Equal(Time(4), await StaleAsync());

        await Database.Candles.DeleteAsync(Btc, [Time(2)], default);
        Assert.Equal(Time(2), await StaleAsync());
        Assert.Equal(Time(4), await StaleAsync(Time(3)));
        Assert.Null(await StaleAsync(Time(5)));
    }

    [Fact]
    public async Task FirstStale_FormingCandle_NeedsNoRow()
    {
        await Database.Candles.UpsertAsync(Btc, new[] { Candle(0) with { IsFinal = false } }, default);

        Assert.Null(await StaleAsync());
    }

    [Fact]
    public async Task DeleteFrom_TakesTheLaterAnchorsWithIt()
    {
        await Database.Indicators.UpsertAsync(Btc, [Row(0), Row(1), Row(2)], [new Anchor(Time(0), [1, 2]), new Anchor(Time(2), [3])], default);
        Assert.Equal([3], (await AnchorAsync())!.State);

        Assert.Equal(2, await Database.Indicators.DeleteFromAsync(Btc, Time(1), default));

        Assert.Equal([Row(0)], await AllAsync());
        Assert.Equal((Time(0), 2), ((await AnchorAsync())!.OpenTime, (await AnchorAsync())!.State.Length));
    }

    [Fact]
    public async Task DeleteBefore_InBatches_IsNotMissedAfterwards()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 10).Select(Candle).ToArray(), default);
        await StoreAsync([.. Enumerable.Range(0, 10).Select(Row)]);

        var removed = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            removed.Add(await DropAsync(Time(7)));
        }

        Assert.Equal([3, 3, 1, 0], removed);
        Assert.Equal([Row(7), Row(8), Row(9)], await AllAsync());
        Assert.Null(await StaleAsync());
    }

    [Fact]
    public async Task FirstStale_CandlesRemovedByRetention_LeaveTheirRowsAlone()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 10).Select(Candle).ToArray(), default);
        await StoreAsync([.. Enumerable.Range(0, 10).Select(Row)]);

        await Database.Candles.DeleteBeforeAsync(Time(4), 100, default);

        Assert.Null(await StaleAsync());
    }

    private static long Time(int n) => Candle(n).OpenTime;

    private static Candle Candle(int n) => new(new Bar(1_700_000_100_000_000 + (n * Timeframe.M5.Length), 100 + n, 200 + n, 50 + n, 150 + n, 1000 + n, 400, 0, 0), CandleSource.Okx);

    private static IndicatorRow Row(int n) => IndicatorRow.From(Time(n), 0, [.. IndicatorRow.Columns.Select((_, i) => i % 3 == n % 3 ? null : (double?)(n + (i / 7.0)))]);

    private Task StoreAsync(params IndicatorRow[] rows) => Database.Indicators.UpsertAsync(Btc, rows, [], default);

    private Task<IReadOnlyList<IndicatorRow>> AllAsync() => Database.Indicators.PageAsync(Btc, Always, 1000, default);

    private Task<long?> StaleAsync(long from = long.MinValue) => Database.Indicators.FirstStaleAsync(Btc, from, default);

    private Task<Anchor?> AnchorAsync() => Database.Anchors.LatestAsync(IndicatorTable.Anchors, Btc, long.MaxValue, default);

    private Task<int> DropAsync(long time) => Database.Indicators.DeleteBeforeAsync(time, 3, default);
}
