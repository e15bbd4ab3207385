using ActorTrading.Engine.Schedules;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Schedules;
using ActorTrading.Node.Tests.Processes;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Tests.Schedules;

public sealed class HistoryJobTests : IDisposable
{
    private static readonly SeriesId Hours = new(Symbol.Parse("BTC-USDT"), Timeframe.H1);
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sync")]
    [InlineData("maintain")]
    public async Task Job_HoleThatItFills_IsToldAsACorrection(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var market = new FakeMarket(clock: TimeProvider.System);
        await using var exchange = await FakeExchangeServer.StartAsync(market);
        var node = NodeConfiguration.Load(new ConfigurationInputs { Sets = ["sync.timeframes=[1h]"] }).Options;
        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder["market.db"]), TimeProvider.System, cancellation);
        await using var client = ExchangeClients.Create("okx", new ExchangeClientOptions { RestHosts = [exchange.RestAddress] }, TimeProvider.System);
        var day = market.Candles(CandleSource.Okx, Hours, new TimeRange(market.Now - (24 * Timeframe.H1.Length), market.Now));
        await database.Candles.UpsertAsync(Hours, day.Where((_, i) => i != 12).ToArray(), cancellation);
        var told = new List<Candle>();
        Task Tell(SeriesId series, IReadOnlyList<Candle> candles, CancellationToken ct)
        {
            told.AddRange(candles);
            return Task.CompletedTask;
        }

        IJob job = name == "sync"
            ? new SyncJob(node, database, client, [Hours.Symbol], TimeProvider.System) { Corrections = Tell }
            : new MaintainJob(node, database, client, [Hours.Symbol], TimeProvider.System) { Corrections = Tell };
        await job.RunAsync(cancellation);

        Assert.Contains(day[12], told);
    }
}
