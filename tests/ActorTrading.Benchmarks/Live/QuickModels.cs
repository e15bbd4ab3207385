using ActorTrading.Engine;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Training;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Benchmarks.Live;

/// <summary>The node's own set of models, pre-trained briefly: what counts here is that every expert works at every decision bar.</summary>
internal static class QuickModels
{
    private const string History = "LTC-USDT.5m.2024.csv.gz";

    public static ModelSet Train(EngineOptions options, CancellationToken cancellationToken)
    {
        var candles = CandleHistory.Load([MarketFiles.Find(History)]);
        SymbolRows[] rows = [SymbolRows.From(candles.Symbol, candles.Bars, options)];
        var until = candles.Bars.Span[^1].OpenTime;
        var training = new TrainingOptions
        {
            MaxRows = 10_000,
            Trees = new GradientBoostedTreesOptions { Rounds = 60, Threads = Environment.ProcessorCount },
        };
        return ModelFactory.Trained(
            "benchmark", [.. options.Horizons.Select(h => Trainer.Fit(h, rows, until, options, training, cancellationToken: cancellationToken))], options);
    }
}
