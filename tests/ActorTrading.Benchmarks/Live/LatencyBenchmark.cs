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
    private const int PacedTrades = 1800;
    private const int FewestSamples = 500;

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
        await RunPacedAsync(WarmUpTrades, WarmUpTrades + WarmUpPaced, (_, _, _) => { });
        await RunPacedAsync(WarmUpTrades + WarmUpPaced, WarmUpTrades + WarmUpPaced + PacedTrades, (symbol, close, due) => closing[(symbol, close)] = due);
        if (latencies.Count < FewestSamples)
        {
            throw new InvalidOperationException($"Only {latencies.Count} forecasts were seen, {FewestSamples} are needed for a 99th percentile.");
        }

        var sorted = latencies.Order().ToArray();
        return
        [
            new Figure(Name, sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1], "s", 0.020),
            new Figure(Median, sorted[sorted.Length / 2], "s"),
        ];

        async Task RunPacedAsync(int from, int to, Action<Symbol, long, long> barCloses) => await market.RunAsync(
            new PacedTrades(trades, bulk.Name, from, to, TicksPerSecond, options.DecisionTimeframe, barCloses), cancellationToken);
    }
}
