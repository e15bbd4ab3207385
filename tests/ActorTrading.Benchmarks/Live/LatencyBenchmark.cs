using System.Collections.Concurrent;
using System.Diagnostics;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Engine;
using ActorTrading.Market;

namespace ActorTrading.Benchmarks.Live;

/// <summary>From the moment a tick is due to the moment the forecast of the bar it closes can be read in the market view, which is what HTTP reads.</summary>
internal static class LatencyBenchmark
{
    public const string Name = "live.latency.p99";
    public const string Median = "live.latency.p50";
    private const int SymbolCount = 100;
    private const int TicksPerSecond = 10_000;
    private const int WarmUpTrades = 20_480;
    private const int WarmUpPaced = 300;
    private const int PacedTrades = 900;
    private const int PacedRuns = 3;
    private const int FewestSamples = 300;

    public static Benchmark Create() => new([Name, Median], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var options = new EngineOptions();
        var trades = RetimedTrades.Load(SymbolCount);
        using var folder = new TemporaryFolder();
        await using var market = LiveMarket.Open(folder, options, QuickModels.Train(options, cancellationToken));
        var bulk = trades.UpTo(WarmUpTrades, 512);
        await market.RunAsync(bulk, cancellationToken);

        var closing = new ConcurrentDictionary<(Symbol, long), long>();
        var latencies = new ConcurrentBag<double>();
        market.View.Published += (symbol, issued) =>
        {
            if (closing.TryGetValue((symbol, issued.Time), out var due))
            {
                latencies.Add(Stopwatch.GetElapsedTime(due).TotalSeconds);
            }
        };
        var position = WarmUpTrades;
        await RunPacedAsync(WarmUpPaced, (_, _, _) => { });
        var tails = new List<double>();
        var middles = new List<double>();
        for (var run = 0; run < PacedRuns; run++)
        {
            latencies.Clear();
            await RunPacedAsync(PacedTrades, (symbol, close, due) => closing[(symbol, close)] = due);
            var sorted = latencies.Order().ToArray();
            if (sorted.Length < FewestSamples)
            {
                throw new InvalidOperationException($"Only {sorted.Length} forecasts were seen, {FewestSamples} are needed for a 99th percentile.");
            }

            tails.Add(sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1]);
            middles.Add(sorted[sorted.Length / 2]);
        }

        return [new Figure(Name, Runs.Median(tails), "s", 0.020), new Figure(Median, Runs.Median(middles), "s")];

        async Task RunPacedAsync(int count, Action<Symbol, long, long> barCloses)
        {
            var from = position;
            position += count;
            await market.RunAsync(new PacedTrades(trades, bulk.Name, from, position, TicksPerSecond, options.DecisionTimeframe, barCloses), cancellationToken);
        }
    }
}
