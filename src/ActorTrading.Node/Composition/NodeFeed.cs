using ActorTrading.Engine;
using ActorTrading.Feeds;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Feeds.Pacing;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>The feed that the settings ask for, with what it can tell of the past.</summary>
/// <param name="Speed">Times faster than real time; infinite for as fast as possible.</param>
/// <param name="LiveFrom">Event time (µs) at which the feed goes live; before it is history. 0 for a feed without one.</param>
internal sealed record NodeFeed(IFeed Feed, double Speed, long LiveFrom = 0) : IAsyncDisposable
{
    private const int WarmUpDays = 14;
    private const long Day = 86_400_000_000;

    /// <summary>What came before; null where nothing is known of it.</summary>
    public IFeedPast? Past { get; init; }

    /// <summary>The live connections behind the feed; null for any other.</summary>
    public ConnectionManager? Connections { get; init; }

    /// <summary>The exchange behind the feed; null for any other.</summary>
    public IExchangeClient? Exchange { get; init; }

    /// <exception cref="UsageException">A recorded feed without files.</exception>
    /// <exception cref="FeedFormatException">A file cannot be read.</exception>
    public static NodeFeed Create(NodeOptions node, TimeProvider clock)
    {
        var options = node.Feed;
        if (options.Kind == FeedKind.Exchange)
        {
            return Live(node, clock);
        }

        if (options.Kind == FeedKind.Simulated)
        {
            var simulated = options.Simulated;
            var start = Micros(simulated.Start);
            var market = new SimulatedMarket(new SimulatedMarketOptions
            {
                Seed = simulated.Seed,
                Symbols = simulated.Symbols,
                StartTime = start,
                TradesPerMinute = simulated.TradesPerMinute,
                BatchSize = options.BatchSize,
            });

            // Live begins with a day, so that no bar of any timeframe is cut in two.
            var liveFrom = Timeframe.D1.OpenOf(start + EngineSettings.Micros(simulated.History) + Day - 1);
            return new NodeFeed(new PacedFeed(market, simulated.Speed, clock), simulated.Speed, liveFrom) { Past = new SimulatedPast(market, liveFrom) };
        }

        if (options.Recorded.Paths.Count == 0)
        {
            throw new UsageException("feed.kind is recorded and feed.recorded.paths is empty: name the files with --feed recorded --path FILE...");
        }

        var paths = options.Recorded.Paths.SelectMany(FilesIn).ToList();
        Files.MustDiffer(paths);
        var recorded = new RecordedFeed(
            [.. paths.Select(p => new RecordedFileSpec(p))],
            new Feeds.Recorded.RecordedFeedOptions
            {
                BatchSize = options.BatchSize,
                Sort = options.Recorded.Sort,
                MaxBatchSpan = options.Recorded.Speed is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Math.Max(0.01, options.Recorded.Speed.Value * 0.01)),
            });
        var speed = options.Recorded.Speed ?? double.PositiveInfinity;
        return new NodeFeed(new PacedFeed(recorded, speed, clock), speed);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Connections is not null)
        {
            await Connections.DisposeAsync();
        }

        if (Exchange is not null)
        {
            await Exchange.DisposeAsync();
        }
    }

    private static NodeFeed Live(NodeOptions node, TimeProvider clock)
    {
        var settings = node.Feed.Exchange;
        var client = Exchanges.Create(node, null, clock);
        var connections = new ConnectionManager(
            new LiveOptions
            {
                Exchange = client.Name,
                Hosts = (client.Name == BinanceClient.ExchangeName ? node.Binance : node.Okx).WebSocketHosts,
                StaleIntervals = settings.StaleIntervals,
                StaleAtLeast = settings.StaleAtLeast,
                StaleAtMost = settings.StaleAtMost,
                LongestCatchUp = settings.LongestCatchUp,
                Seed = (ulong)Environment.ProcessId,
            },
            client,
            clock);

        // A symbol's first bars are those of the day from its beginning, so that no bar of any timeframe is cut in two.
        var liveFrom = Timeframe.D1.OpenOf(Micros(clock.GetUtcNow()));
        var feed = new ExchangeFeed(
            connections,
            client,
            new ExchangeFeedOptions
            {
                Symbols = settings.Symbols,
                HasTrades = settings.Channels.Contains(FeedChannel.Trades),
                BarsFrom = liveFrom,
                LongestCatchUp = settings.LongestCatchUp,
                BatchSize = node.Feed.BatchSize,
            },
            clock);
        return new NodeFeed(feed, 1, liveFrom)
        {
            Past = new ExchangePast(client, liveFrom - EngineSettings.Micros(settings.History)),
            Connections = connections,
            Exchange = client,
        };
    }

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static IReadOnlyList<string> FilesIn(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = Directory.GetFiles(path)
            .Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new UsageException($"the folder '{path}' has no .csv or .csv.gz file to play");
    }

    /// <summary>Bars before the live feed, for training; empty for a feed that has no past.</summary>
    public async Task<IReadOnlyList<(Symbol Symbol, ReadOnlyMemory<Bar> Bars)>> HistoryAsync(EngineOptions engine, CancellationToken cancellation) => Past is null || Past.From >= LiveFrom
        ? []
        : await Task.WhenAll(Feed.Symbols.Select(async s => (s, await Past.BarsAsync(s, engine.DecisionTimeframe, Past.From, LiveFrom, cancellation))));

    /// <summary>The last weeks before the live feed, and where it begins, for symbols that start.</summary>
    public async Task<IReadOnlyList<BarBatch>> WarmUpAsync(EngineOptions engine, IEnumerable<Symbol> symbols, CancellationToken cancellation)
    {
        if (Past is null)
        {
            return [];
        }

        var from = Math.Max(Past.From, LiveFrom - (WarmUpDays * Day));
        return await Task.WhenAll(symbols.Select(async s => new BarBatch(
            s, engine.DecisionTimeframe, await Past.BarsAsync(s, engine.DecisionTimeframe, from, LiveFrom, cancellation), Feed.Name, Past.PositionOf(s))));
    }
}
