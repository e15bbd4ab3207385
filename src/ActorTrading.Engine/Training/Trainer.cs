using ActorTrading.Engine.Models;
using ActorTrading.Learning;
using ActorTrading.Learning.Baselines;
using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Online;
using ActorTrading.Learning.Trees;
using ActorTrading.Market;

namespace ActorTrading.Engine.Training;

/// <summary>
/// Pre-trains the models of a horizon on the pooled history of one or more symbols. The newest rows are held out by time, with the label's horizon
/// purged between (Lopez de Prado 2018, ch. 7): they stop the boosting and, walked forward as if live, warm up calibration and interval.
/// </summary>
public static class Trainer
{
    /// <param name="until">Only what was known at this event time (µs) is used: a row counts if its outcome had been observed by then.</param>
    /// <exception cref="TrainingException">There is too little history.</exception>
    public static HorizonFit Fit(
        Horizon horizon,
        IReadOnlyList<SymbolRows> history,
        long until,
        EngineOptions engine,
        TrainingOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var rows = LabelledRows(horizon, history, until);
        if (rows.Count < 500)
        {
            throw new TrainingException(
                $"{rows.Count} labelled rows of history for {horizon} are too few to train on: at least 500 are needed. Give a longer history or a shorter horizon.");
        }

        var validationStart = rows[(int)(rows.Count * (1 - options.ValidationShare))].Row.Row.Time;
        var train = rows.Where(r => r.KnownAt < validationStart).ToList();
        var validation = rows.Where(r => r.Row.Row.Time >= validationStart).ToList();
        var fitted = Thinned(train, options.MaxRows);
        var check = Thinned(validation, (int)(options.MaxRows * options.ValidationShare));
        if (train.Count == 0 || fitted.Select(r => r.Row.Move).Distinct().Count() < 3)
        {
            throw new TrainingException($"The history for {horizon} does not hold all three moves (down, flat, up): give a longer one.");
        }

        var chosen = GradientBoostedTrees.Fit(
            MatrixOf(fitted), LabelsOf(fitted), MatrixOf(check), LabelsOf(check), options.Trees, progress, cancellationToken);
        var warm = WarmUp(horizon, chosen, train, validation, history, engine);
        if (chosen.Rounds == 0)
        {
            return warm;
        }

        // The newest rows have been judge; now they teach as well, which matters most where the market changes.
        var all = Thinned([.. train, .. validation], options.MaxRows);
        var trees = GradientBoostedTrees.Fit(
            MatrixOf(all), LabelsOf(all), null, null, options.Trees with { Rounds = chosen.Rounds }, progress, cancellationToken);
        return warm with { Trees = trees, TrainRows = all.Count };
    }

    private static List<KnownRow> LabelledRows(Horizon horizon, IReadOnlyList<SymbolRows> history, long until)
    {
        var rows = new List<KnownRow>();
        for (var s = 0; s < history.Count; s++)
        {
            for (var i = 0; i < history[s].Rows.Count; i++)
            {
                if (history[s].OutcomeOf(horizon, i) is { } outcome && outcome.OutcomeTime <= until)
                {
                    var row = history[s].Rows[i];
                    rows.Add(new KnownRow(s, i, outcome.OutcomeTime, new LabelledRow(row, outcome.Move, outcome.Return)));
                }
            }
        }

        return [.. rows.OrderBy(r => r.Row.Row.Time).ThenBy(r => r.Symbol)];
    }

    /// <summary>Walks the history forward as the live predictor would: an outcome is learnt when it is known, never earlier.</summary>
    private static HorizonFit WarmUp(
        Horizon horizon, GradientBoostedTrees trees, List<KnownRow> train, List<KnownRow> validation, IReadOnlyList<SymbolRows> history, EngineOptions engine)
    {
        var columns = trees.FeatureCount;
        var softmax = new OnlineSoftmaxRegression(columns, 3, ModelFactory.SoftmaxOptions);
        var baseRates = new RollingBaseRates(3, ModelFactory.BaseRateWindow(engine.DecisionTimeframe));
        foreach (var row in train)
        {
            softmax.PartialFit(row.Row.Row.Features, (int)row.Row.Move);
            baseRates.PartialFit(row.Row.Row.Features, (int)row.Row.Move);
        }

        var specs = ModelFactory.Priors(trained: true);
        var blend = new BlendedForecaster(engine.Forecast.BlendFor(horizon, engine.DecisionTimeframe), specs);
        var volatility = Enumerable.Range(0, history.Count).Select(_ => new SymbolVolatility(engine.DecisionTimeframe, horizon, engine.Thresholds)).ToArray();
        var pending = new PriorityQueue<(KnownRow Row, BlendedForecast Forecast), (long, int)>();
        var probabilities = new double[specs.Count * 3];
        var loss = 0.0;
        foreach (var row in validation)
        {
            while (pending.TryPeek(out var due, out _) && due.Row.KnownAt <= row.Row.Row.Time)
            {
                pending.Dequeue();
                blend.Observe(due.Forecast, (int)due.Row.Row.Move, due.Row.Row.Return);
                softmax.PartialFit(due.Row.Row.Row.Features, (int)due.Row.Row.Move);
                baseRates.PartialFit(due.Row.Row.Row.Features, (int)due.Row.Row.Move);
            }

            var features = row.Row.Row.Features;
            var symbol = volatility[row.Symbol];
            symbol.AdvanceTo(history[row.Symbol].Rows, row.Index);
            trees.PredictProba(features, probabilities.AsSpan(0, 3));
            softmax.PredictProba(features, probabilities.AsSpan(3, 3));
            baseRates.PredictProba(features, probabilities.AsSpan(6, 3));
            symbol.PredictProba(probabilities.AsSpan(9, 3));
            loss -= Math.Log(Math.Max(1e-15, probabilities[(int)row.Row.Move]));
            pending.Enqueue((row, blend.Forecast(probabilities, symbol.Scale)), (row.KnownAt, row.Symbol));
        }

        while (pending.TryDequeue(out var due, out _))
        {
            blend.Observe(due.Forecast, (int)due.Row.Row.Move, due.Row.Row.Return);
            softmax.PartialFit(due.Row.Row.Row.Features, (int)due.Row.Row.Move);
            baseRates.PartialFit(due.Row.Row.Row.Features, (int)due.Row.Row.Move);
        }

        // What was learnt of errors and tails stays; who deserves weight is for the live market to say.
        blend.ResetWeights();
        return new HorizonFit(
            horizon, trees, Serialized.From(softmax.Save), Serialized.From(baseRates.Save), Serialized.From(blend.Save), train.Count, validation.Count, loss / validation.Count);
    }

    /// <summary>Every n-th row, so that at most so many are left, evenly over time.</summary>
    private static List<KnownRow> Thinned(List<KnownRow> rows, int most)
    {
        var step = Math.Max(1, (rows.Count + most - 1) / most);
        return step == 1 ? rows : [.. rows.Where((_, i) => i % step == 0)];
    }

    private static Matrix MatrixOf(List<KnownRow> rows)
    {
        var columns = rows[0].Row.Row.Features.Length;
        var matrix = new Matrix(rows.Count, columns);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Row.Row.Features.CopyTo(matrix.Row(i));
        }

        return matrix;
    }

    private static int[] LabelsOf(List<KnownRow> rows) => [.. rows.Select(r => (int)r.Row.Move)];

    private sealed record KnownRow(int Symbol, int Index, long KnownAt, LabelledRow Row);
}
