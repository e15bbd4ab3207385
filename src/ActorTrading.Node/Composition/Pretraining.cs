using ActorTrading.Engine;
using ActorTrading.Engine.Training;
using ActorTrading.Learning;
using ActorTrading.Market;

namespace ActorTrading.Node.Composition;

/// <summary>From candles to an artifact's bytes, with progress.</summary>
internal static class Pretraining
{
    /// <param name="until">Event time (µs) after which nothing is used.</param>
    public static byte[] Run(
        IReadOnlyList<SymbolRows> history, long until, EngineOptions engine, TrainingOptions options, ProgressLine progress, CancellationToken cancellationToken)
    {
        var fits = new List<HorizonFit>();
        foreach (var horizon in engine.Horizons)
        {
            var rounds = new Progress(p => progress.Report(FormattableString.Invariant($"training {horizon}: round {p.Round} of {p.Rounds}, validation log-loss {p.ValidationLogLoss:0.0000}")));
            var fit = Trainer.Fit(horizon, history, until, engine, options, rounds, cancellationToken);
            progress.Done(FormattableString.Invariant(
                $"trained {horizon}: {fit.Trees.Rounds} rounds on {fit.TrainRows} rows, validation log-loss {fit.ValidationLogLoss:0.0000} on {fit.ValidationRows} rows"));
            fits.Add(fit);
        }

        var from = history.Where(h => h.Rows.Count > 0).Min(h => h.Rows[0].Time);
        var last = history.Where(h => h.Rows.Count > 0).Max(h => h.Rows[^1].Time);
        return ForecastArtifact.Pack(fits, engine, history.Select(h => h.Symbol), from, Math.Min(until, last));
    }

    /// <summary>Gate and features of each symbol, on both cores.</summary>
    public static SymbolRows[] Rows(IReadOnlyList<(Symbol Symbol, ReadOnlyMemory<Bar> Bars)> histories, EngineOptions engine, CancellationToken cancellationToken)
    {
        var rows = new SymbolRows[histories.Count];
        Parallel.For(0, histories.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            rows[i] = SymbolRows.From(histories[i].Symbol, histories[i].Bars, engine));
        return rows;
    }

    /// <summary>Reports on the caller's thread, in order; <see cref="System.Progress{T}"/> would post to the pool.</summary>
    private sealed class Progress(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
