namespace ActorTrading.Learning.Forests;

/// <summary>A forest whose leaves hold means, cut where the squared error falls most; its prediction is their mean over the trees.</summary>
public abstract class ForestRegressor : ForestModel, IRegressor
{
    /// <summary>Squares of sums over all rows must stay finite.</summary>
    private const double MaxTarget = 1e100;

    private protected ForestRegressor(ForestState state)
        : base(state)
    {
    }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        Span<double> result = stackalloc double[1];
        State.Trees.Predict(row, result);
        return result[0];
    }

    /// <summary>One number per row; the same bits as row by row.</summary>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    public double[] Predict(Matrix x, int threads = 1)
    {
        var result = new Matrix(x.Rows, 1);
        PredictRows(x, result, threads);
        return result.Values;
    }

    private protected static ForestState Fit(Matrix x, double[] y, ForestOptions? options, bool randomCuts, CancellationToken cancellation)
    {
        options ??= new ForestOptions();
        options.Validate();
        Check.NotInfinite(x, nameof(x));
        Check.Range(x.Columns, 1, ForestFit.MaxFeatures, "x.Columns");
        Check.Length(y.Length, x.Rows, nameof(y));
        for (var i = 0; i < y.Length; i++)
        {
            Check.Range(y[i], -MaxTarget, MaxTarget, $"y[{i}]");
        }

        var maxFeatures = options.MaxFeatures > 0 ? options.MaxFeatures : Math.Max(1, x.Columns / 3);
        var fit = ForestFit.Run(x, new NumberTarget(y), options, randomCuts, maxFeatures, cancellation);
        return new ForestState(options, fit.Trees, fit.Importance, ExplainedShare(fit, y));
    }

    private protected static ForestState Load(BinaryReader reader, string what) => ForestState.Load(reader, what, 1, 1, -2 * MaxTarget, 2 * MaxTarget);

    private static double? ExplainedShare(ForestFit fit, double[] y)
    {
        var judged = Enumerable.Range(0, fit.Judged.Length).Where(i => fit.Judged[i]).ToArray();
        if (judged.Length == 0)
        {
            return null;
        }

        var mean = judged.Average(i => y[i]);
        var variance = judged.Sum(i => (y[i] - mean) * (y[i] - mean));

        // Equal numbers differ from their mean by rounding alone.
        return variance > 1e-24 * judged.Length * mean * mean ? 1 - (judged.Sum(i => (y[i] - fit.OutOfBag![i, 0]) * (y[i] - fit.OutOfBag![i, 0])) / variance) : null;
    }
}
