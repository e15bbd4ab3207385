using System.Runtime.ExceptionServices;
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
        // Horizons know nothing of each other: one thread each keeps the cores busier than several within a tree.
        var oneThread = options with { Trees = options.Trees with { Threads = 1 } };
        var fits = new HorizonFit[engine.Horizons.Count];
        var rounds = new string[fits.Length];
        var failures = new TrainingException?[fits.Length];
        Parallel.For(0, fits.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = options.Trees.Threads }, i =>
        {
            var horizon = engine.Horizons[i];
            try
            {
                var fit = Trainer.Fit(horizon, history, until, engine, oneThread, new Progress(p => Report(i, $"{horizon} round {p.Round} of {p.Rounds}")), cancellationToken);
                Report(i, $"{horizon} done");
                progress.Done(FormattableString.Invariant(
                    $"trained {horizon}: {fit.Trees.Rounds} rounds on {fit.TrainRows} rows, validation log-loss {fit.ValidationLogLoss:0.0000} on {fit.ValidationRows} rows"));
                fits[i] = fit;
            }
            catch (TrainingException failure)
            {
                failures[i] = failure;
            }
        });

        // The shortest horizon speaks for all, whichever was first.
        if (Array.Find(failures, f => f is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        void Report(int horizon, string text)
        {
            Volatile.Write(ref rounds[horizon], text);
            progress.Report($"training {string.Join(", ", rounds.Where(r => r is not null))}");
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

    /// <summary>Reports at once, on the fitting thread; <see cref="System.Progress{T}"/> would post to the pool.</summary>
    private sealed class Progress(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
