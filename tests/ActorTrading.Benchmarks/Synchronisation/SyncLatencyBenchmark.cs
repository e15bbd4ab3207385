using System.Collections.Concurrent;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Engine.Synchronisation;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Benchmarks.Synchronisation;

/// <summary>
/// From the moment a candle comes out of a real WebSocket to the moment it is on the disk and can be read from the store, while gaps are looked for
/// beside it: five series, each pushed twenty times a second.
/// </summary>
internal static class SyncLatencyBenchmark
{
    public const string Name = "sync.latency.p99";
    private const int Samples = 2000;
    private const int WarmUp = 300;

    public static Benchmark Create() => new([Name], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var push = TimeSpan.FromMilliseconds(50);
        await using var exchange = await FakeExchangeServer.StartAsync(
            new FakeMarket(new FakeMarketOptions { TradesPerMinute = 3000 }, TimeProvider.System), new FakeExchangeOptions { PushEvery = push, FormingEvery = push });
        await using var client = ExchangeClients.Create("okx", new ExchangeClientOptions { RestHosts = [exchange.RestAddress] }, TimeProvider.System);
        await using var connections = new ConnectionManager(new LiveOptions { Exchange = "okx", Hosts = [exchange.WebSocketAddress] }, client, TimeProvider.System);
        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(folder.Path, "market.db")), TimeProvider.System, cancellationToken);
        var symbol = exchange.Market.Options.Listings[0].Symbol;
        SeriesId[] series = [.. new[] { Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4 }.Select(t => new SeriesId(symbol, t))];
        var latencies = new ConcurrentQueue<double>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var synchronizer = new DataSynchronizer(
            database, client, new SynchronizerOptions { Series = series, History = TimeSpan.FromHours(4), Interval = TimeSpan.FromSeconds(2) }, TimeProvider.System)
        {
            Stored = candle =>
            {
                latencies.Enqueue((Now - candle.ReceivedAt) / 1e6);
                if (latencies.Count == Samples + WarmUp)
                {
                    enough.Cancel();
                }
            },
        };
        try
        {
            var request = new LiveRequest { Subscriptions = [.. series.Select(StreamSubscription.Candles)] };
            await synchronizer.RunAsync(connections.ReadAsync(request, enough.Token), enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // There are enough samples.
        }

        var sorted = latencies.Skip(WarmUp).Take(Samples).Order().ToArray();
        return [new Figure(Name, sorted[(int)(sorted.Length * 0.99)], "s", 0.050)];
    }

    private static long Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
