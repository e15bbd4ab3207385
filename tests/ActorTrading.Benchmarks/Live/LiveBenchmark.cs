using System.Diagnostics;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Engine;
using ActorTrading.Market;

namespace ActorTrading.Benchmarks.Live;

/// <summary>The live path under full load, what it leaves in memory, and the recovery from what it left on disk.</summary>
internal static class LiveBenchmark
{
    public const string Durable = "live.durable";
    public const string Replay = "replay.actors";
    public const string MemoryPerSymbol = "memory.per-symbol";
    public const string PeakWorkingSet = "memory.peak-per-symbol";
    private const int SymbolCount = 100;
    private const int BatchSize = 512;

    // 50 decision bars pass before a symbol forecasts: about 17,000 of these trades.
    private const int WarmUpTrades = 20_480;
    private const int TradesPerRun = 12_288;
    private const int LiveRuns = 5;
    private const int ReplayRuns = 3;

    public static Benchmark Create() => new([Durable, Replay, MemoryPerSymbol, PeakWorkingSet], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var options = new EngineOptions();
        var trades = RetimedTrades.Load(SymbolCount);
        var models = QuickModels.Train(options, cancellationToken);
        using var folder = new TemporaryFolder();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        double live;
        double managed;
        double peak;
        IReadOnlyDictionary<Symbol, int> forecasts;
        var position = WarmUpTrades;
        await using (var market = LiveMarket.Open(folder, options, models))
        {
            await market.RunAsync(trades.UpTo(position, BatchSize), cancellationToken);
            live = await Runs.RateAsync(0, LiveRuns, () => market.RunAsync(trades.UpTo(position += TradesPerRun, BatchSize), cancellationToken));
            forecasts = market.View.Symbols.ToDictionary(s => s.Symbol, s => s.Latest().Count);
            managed = GC.GetTotalMemory(forceFullCollection: true) - before;
            using var process = Process.GetCurrentProcess();
            peak = process.PeakWorkingSet64;
        }

        if (forecasts.Count != SymbolCount || forecasts.Values.Any(count => count != options.Horizons.Count))
        {
            throw new InvalidOperationException("Not every symbol forecast every horizon: the live path did not do its work.");
        }

        var replay = await Runs.RateAsync(0, ReplayRuns, async () =>
        {
            await using var recovered = LiveMarket.Open(folder, options, models, withSnapshots: false);
            return await recovered.RecoverAsync(trades.UpTo(position, BatchSize), cancellationToken);
        });

        return
        [
            new Figure(Durable, live, "ticks/s", 300_000, "NautilusTrader, in memory, not durable", 3_000_000),
            new Figure(Replay, replay, "ticks/s", 1_000_000),
            new Figure(MemoryPerSymbol, managed / SymbolCount, "bytes", 1_048_576),
            new Figure(PeakWorkingSet, peak / SymbolCount, "bytes"),
        ];
    }
}
