using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class SignalTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private const long Start = 1_699_999_200_000_000;
    private const Signal Buy = Signal.Buy;
    private const Signal Sell = Signal.Sell;
    private static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    [Fact]
    public async Task Add_Twice_StoresOnce()
    {
        Assert.Equal(2, await Database.Signals.AddAsync([Given(0), Given(1)], default));
        Assert.Equal(1, await Database.Signals.AddAsync([Given(1) with { Confidence = 0.9 }, Given(2)], default));

        Assert.Equal([Given(0), Given(1), Given(2)], await AllAsync());
    }

    [Fact]
    public async Task Page_ByTimeAndId_GivesEachOnce()
    {
        SignalRow[] rows = [.. Enumerable.Range(0, 9).Select(n => Given(n / 3) with { Source = $"source-{n % 3}" })];
        await Database.Signals.AddAsync(rows, default);

        var seen = new List<SignalRow>();
        var (time, id) = (long.MinValue, 0L);
        while (await Database.Signals.PageAsync(Btc.Symbol, new TimeRange(time, long.MaxValue), id, 2, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(s => s.Row));
            (time, id) = (page[^1].Row.Time, page[^1].Id);
        }

        Assert.Equal(rows, seen);
        Assert.Empty(await Database.Signals.PageAsync(Symbol.Parse("ETH-USDT"), Always, 0, 10, default));
    }

    [Fact]
    public async Task Outcome_OfTheOwnHorizon_IsResultAndProfit()
    {
        await Database.Signals.AddAsync([Given(0), Given(0) with { Horizon = Horizon.H4, Source = "slow" }], default);
        await CandleAsync(12, close: 202);
        var stale = await StaleAsync(Horizon.H1, newest: 12);
        Assert.Equal([true, false], stale.Select(s => s.IsOwn));

        await Database.Signals.UpdateAsync(
            Horizon.H1, [.. stale.Select(s => new SignalUpdate(s, s.Future.Actual, new SignalOutcome(SignalResult.Hit, PriceMove.Flat, 1, 1)))], default);

        var rows = await AllAsync();
        Assert.Equal([(202L, SignalResult.Hit, 1.0), (202L, null, null)], rows.Select(r => (r.After1h, r.Result, r.ProfitPercent)));
        Assert.Empty(await StaleAsync(Horizon.H1, newest: 12));
        Assert.Empty(await StaleAsync(Horizon.H4, newest: 12));
    }

    [Fact]
    public async Task Outcome_CandleMissing_IsDueOnceALaterOneIsThere()
    {
        await Database.Signals.AddAsync([Given(0)], default);
        Assert.Empty(await StaleAsync(Horizon.H1, newest: 12));

        var stale = Assert.Single(await StaleAsync(Horizon.H1, newest: 13));
        await Database.Signals.UpdateAsync(Horizon.H1, [new SignalUpdate(stale, null, SignalOutcome.Missing)], default);
        Assert.Equal(SignalResult.Missing, Assert.Single(await AllAsync()).Result);
        Assert.Empty(await StaleAsync(Horizon.H1, newest: 13));

        await CandleAsync(12, close: 202);
        Assert.Equal(202, Assert.Single(await StaleAsync(Horizon.H1, newest: 13)).Future.Actual);
    }

    [Fact]
    public async Task Counts_AreBySignalSourceAndBand()
    {
        await Database.Signals.AddAsync([Given(0), Given(1) with { Confidence = 0.79 }, Given(2) with { Signal = Sell, Confidence = 1 }], default);
        var stale = (await StaleAsync(Horizon.H1, newest: 99))[0];
        await Database.Signals.UpdateAsync(Horizon.H1, [new SignalUpdate(stale, 202, new SignalOutcome(SignalResult.Hit, PriceMove.Flat, 1, 1))], default);

        Assert.Equal(
            [new SignalCount(Buy, "test", 7, 2, 1, 1, 0, 1, 1, 1, 1), new SignalCount(Sell, "test", 9, 1, 0, 0, 0, 0, 0, 0, 0)],
            await Database.Signals.CountsAsync(null, Always, default));
    }

    [Fact]
    public async Task MarkExecuted_SetsTheseOnly()
    {
        await Database.Signals.AddAsync([Given(0), Given(1)], default);
        var first = (await Database.Signals.PageAsync(null, Always, 0, 1, default))[0].Id;

        Assert.Equal(1, await Database.Signals.MarkExecutedAsync([first, 999_999], default));

        Assert.Equal([true, false], (await AllAsync()).Select(s => s.Executed));
    }

    [Fact]
    public async Task Record_StoresForecastsAndPositionTogether_Once()
    {
        var analysis = new AnalysisRow(Btc.Symbol, Btc.Timeframe, Start, Buy, 0.7, PriceMove.Up, "rising'; DROP TABLE", "test", "v1", """{"a":1}""", 200);
        Assert.Equal(0, await Database.Projections.PositionAsync("journal", default));

        Assert.Equal(1, await Database.Projections.RecordAsync("journal", 17, [analysis], [Given(0)], default));
        Assert.Equal(0, await Database.Projections.RecordAsync("journal", 18, [analysis], [Given(0)], default));

        Assert.Equal(18, await Database.Projections.PositionAsync("journal", default));
        Assert.Equal(analysis, Assert.Single(await Database.Analyses.PageAsync(Btc.Symbol, Always, 0, 10, default)).Row);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task DeleteBefore_InBatches_RemovesAllThatIsOlder()
    {
        await Database.Signals.AddAsync([.. Enumerable.Range(0, 10).Select(Given)], default);

        Assert.Equal((4, 1), (await Database.Signals.DeleteBeforeAsync(Given(5).Time, 4, default), await Database.Signals.DeleteBeforeAsync(Given(5).Time, 4, default)));
        Assert.Equal(Enumerable.Range(5, 5).Select(Given), await AllAsync());
    }

    private static SignalRow Given(int n) => new(Btc.Symbol, Btc.Timeframe, Start + (n * Timeframe.M5.Length), Horizon.H1, Buy, 0.75, "test", 200);

    private async Task CandleAsync(int closesAt, long close) => await Database.Candles.UpsertAsync(
        Btc, new[] { new Candle(new Bar(Start + ((closesAt - 1) * Timeframe.M5.Length), close, close, close, close, 1, 0, 0, 0), CandleSource.Okx) }, default);

    private async Task<IReadOnlyList<SignalRow>> AllAsync() => [.. (await Database.Signals.PageAsync(null, Always, 0, 1000, default)).Select(s => s.Row)];

    private Task<IReadOnlyList<StaleSignal>> StaleAsync(Horizon horizon, int newest) =>
        Database.Signals.StaleAsync(Btc, horizon, Always, Start + (newest * Timeframe.M5.Length), 100, default);
}
