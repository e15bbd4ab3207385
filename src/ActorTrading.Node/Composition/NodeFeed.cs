using ActorTrading.Engine;
using ActorTrading.Feeds;
using ActorTrading.Feeds.Pacing;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>The feed that the settings ask for, with what it can tell of the past.</summary>
/// <param name="Speed">Times faster than real time; infinite for as fast as possible.</param>
/// <param name="Simulated">The simulated market behind the feed; null for any other.</param>
/// <param name="LiveFrom">Event time (µs) at which the simulated market goes live; before it is history.</param>
internal sealed record NodeFeed(IFeed Feed, double Speed, SimulatedMarket? Simulated, long LiveFrom)
{
    private const int WarmUpDays = 14;
    private const long Day = 86_400_000_000;

    /// <exception cref="UsageException">A recorded feed without files.</exception>
    /// <exception cref="FeedFormatException">A file cannot be read.</exception>
    public static NodeFeed Create(FeedOptions options, TimeProvider clock)
    {
        if (options.Kind == FeedKind.Simulated)
        {
            var simulated = options.Simulated;
            var start = (simulated.Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
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
            return new NodeFeed(new PacedFeed(market, simulated.Speed, clock), simulated.Speed, market, liveFrom);
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
        return new NodeFeed(new PacedFeed(recorded, speed, clock), speed, null, 0);
    }

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
    public IReadOnlyList<(Symbol Symbol, ReadOnlyMemory<Bar> Bars)> History(EngineOptions engine)
    {
        if (Simulated is null)
        {
            return [];
        }

        var histories = new (Symbol, ReadOnlyMemory<Bar>)[Feed.Symbols.Count];
        Parallel.For(0, histories.Length, i =>
            histories[i] = (Feed.Symbols[i], Simulated.History(Feed.Symbols[i], engine.DecisionTimeframe, Simulated.Options.StartTime, LiveFrom)));
        return histories;
    }

    /// <summary>The last weeks before the live feed, and where it begins, for symbols that start.</summary>
    public IReadOnlyList<BarBatch> WarmUp(EngineOptions engine)
    {
        if (Simulated is null)
        {
            return [];
        }

        var positions = Simulated.PositionsAt(LiveFrom);
        var from = Math.Max(Simulated.Options.StartTime, LiveFrom - (WarmUpDays * Day));
        var batches = new BarBatch[Feed.Symbols.Count];
        Parallel.For(0, batches.Length, i =>
        {
            var symbol = Feed.Symbols[i];
            batches[i] = new BarBatch(symbol, engine.DecisionTimeframe, Simulated.History(symbol, engine.DecisionTimeframe, from, LiveFrom), Feed.Name, positions[symbol]);
        });
        return batches;
    }
}
