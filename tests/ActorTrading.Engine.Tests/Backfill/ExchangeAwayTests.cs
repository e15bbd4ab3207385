using ActorTrading.Engine.Backfill;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Backfill;

/// <summary>An exchange that answers nothing costs a run one request, not some for every series.</summary>
public sealed class ExchangeAwayTests : IAsyncLifetime
{
    private readonly LeapingClock _clock = new(new DateTimeOffset(2024, 3, 15, 10, 2, 0, TimeSpan.Zero));
    private HistoryStore? _store;

    public async ValueTask InitializeAsync() => _store = await HistoryStore.OpenAsync(_clock);

    public async ValueTask DisposeAsync() => await _store!.DisposeAsync();

    [Fact]
    public async Task ExchangeThatIsAwayFromTheStart_IsAskedOnceAndEverySeriesIsNamed()
    {
        var exchange = new ScriptedExchange(_clock) { IsAway = true };

        var report = await RunAsync(exchange, 3, Timeframe.M5, Timeframe.H1, Timeframe.H4, Timeframe.D1);

        Assert.Equal(1, exchange.InVain);
        Assert.Equal((false, 0.0), (report.IsComplete, report.SuccessRate));
        Assert.All(report.Series, s => Assert.Equal(GapCause.FetchFailed, Assert.Single(s.Gaps).Cause));
        Assert.All(report.Series, s => Assert.Contains("did not answer", Assert.Single(s.Failures).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExchangeThatGoesAwayMeanwhile_IsNotAskedForEverySeries()
    {
        var exchange = new ScriptedExchange(_clock);
        exchange.Before = (n, _, _) => n > 20 ? throw ScriptedExchange.Failed() : Task.CompletedTask;

        var report = await RunAsync(exchange, 1, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1);

        Assert.Equal(20 + 9, exchange.Asked.Count);
        Assert.All(report.Series, s => Assert.NotEmpty(s.Failures));
    }

    private Task<BackfillReport> RunAsync(ScriptedExchange exchange, int parallelism, params Timeframe[] timeframes) =>
        new BackfillManager(_store!.Database, exchange, new BackfillOptions { Parallelism = parallelism }, _clock).RunAsync(
            new BackfillRequest { Symbols = [Symbol.Parse("BTC-USDT")], Timeframes = timeframes }, null, CancellationToken.None);
}
