using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Signals;
using ActorTrading.Engine.Tests.MarketData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Tests;
using static ActorTrading.Engine.Tests.MarketData.StoredMarket;

namespace ActorTrading.Engine.Tests.Signals;

public sealed class ForecastRecorderTests
{
    private readonly InMemoryJournal _journal = new();
    private long _sequence;

    [Fact]
    public async Task CatchUp_OverManyRestarts_RecordsEachForecastOnce()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 30);
        for (var i = 0; i < candles.Length; i++)
        {
            await WriteAsync(new BarClosed(Timeframe.H1, candles[i].Bar), Forecast(i, Horizon.H1), Forecast(i, Horizon.H4));
            if (i % 7 == 0)
            {
                await Recorder(market, batch: 1 + (i % 3)).CatchUpAsync(default);
                market.Restart();
            }
        }

        await Recorder(market, batch: 5).CatchUpAsync(default);
        await Recorder(market, batch: 5).CatchUpAsync(default);

        var signals = await market.Database.Signals.PageAsync(null, Always, 0, 1000, default);
        Assert.Equal(60, signals.Count);
        Assert.Equal(60, (await market.Database.Analyses.PageAsync(Hourly.Symbol, Always, 0, 1000, default)).Count);
        Assert.Equal(candles.Select(c => c.Bar), (await market.StoredAsync()).Select(c => c.Bar));
        Assert.All(await market.StoredAsync(), c => Assert.Equal(CandleSource.Simulated, c.Source));

        // What is past its horizon is judged, be it caught up with or recorded in time.
        Assert.All(signals.Where(s => s.Row.Time + s.Row.Horizon.Length <= CloseTime(29)), s => Assert.NotNull(s.Row.ProfitPercent));
        Assert.All(signals.Where(s => s.Row.Time + s.Row.Horizon.Length > CloseTime(29)), s => Assert.Null(s.Row.Result));
    }

    [Fact]
    public async Task CatchUp_PositionLost_StoresNothingTwice()
    {
        await using var market = await OpenAsync();
        await WriteAsync(new BarClosed(Timeframe.H1, Candles(1, 1)[0].Bar), Forecast(0, Horizon.H1));
        await Recorder(market).CatchUpAsync(default);
        await market.Database.Projections.RecordAsync("test", 1_000_000, [], [], default);

        var again = Recorder(market);
        await again.CatchUpAsync(default);

        Assert.Equal(0, again.Recorded);
        Assert.Single(await market.Database.Signals.PageAsync(null, Always, 0, 10, default));
    }

    [Fact]
    public async Task CatchUp_HistoryOfASymbol_BecomesCandles()
    {
        await using var market = await OpenAsync();
        var candles = Candles(1, 20);
        await WriteAsync(new BarsRecorded("history", 20, 0, Timeframe.H1, candles.Select(c => c.Bar).ToArray(), [], History: true));

        await Recorder(market).CatchUpAsync(default);

        Assert.Equal(20, (await market.IndicatorsAsync()).Count);
    }

    [Fact]
    public async Task Run_LiveEvents_AreRecordedAsTheyCome()
    {
        await using var market = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var running = Recorder(market).RunAsync(stop.Token);

        await WriteAsync(Forecast(0, Horizon.H1));
        await Eventually.TrueAsync(async () => (await market.Database.Signals.PageAsync(null, Always, 0, 10, default)).Count == 1, "one signal");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static PredictionIssued Forecast(int n, Horizon horizon) =>
        new(horizon, CloseTime(n), Candles(1, n + 1)[n].Bar.Close, [0.2, 0.3, 0.5], 0.01, -0.02, 0.03, 0.5, Signal.Buy, null, [new ExpertShare("trees", "abc", 1)]);

    private ForecastRecorder Recorder(StoredMarket market, int batch = 100) =>
        new(_journal, market.Database, market.Service, new ForecastRecorderOptions("test", Timeframe.H1, CandleSource.Simulated, batch), TimeProvider.System);

    private Task WriteAsync(params ISymbolEvent[] events) =>
        _journal.WriteAsync([.. events.Select(e => new PersistentRepr(e, ++_sequence, $"symbol-{Hourly.Symbol}", "writer", 0, []))]);
}
