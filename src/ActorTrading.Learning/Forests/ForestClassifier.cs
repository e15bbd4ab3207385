namespace ActorTrading.Learning.Forests;

/// <summary>A forest whose leaves hold class shares; its probabilities are their mean over the trees, as scikit-learn has them.</summary>
public abstract class ForestClassifier : ForestModel, IClassifier
{
    private const int MaxClasses = 1000;

    private protected ForestClassifier(ForestState state)
        : base(state)
    {
    }

    public int ClassCount => State.Trees.Outputs;

    /// <inheritdoc/>
    /// <remarks>About 5 ns per tree and level; allocates nothing.</remarks>
    /// <exception cref="ArgumentException">The row or the result has the wrong length.</exception>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        State.Trees.Predict(row, probabilities);
    }

    /// <summary>Probabilities [rows, classes] for all rows; the same bits as row by row.</summary>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    public Matrix PredictProba(Matrix x, int threads = 1)
    {
        var result = new Matrix(x.Rows, ClassCount);
        PredictRows(x, result, threads);
        return result;
    }

    private protected static ForestState Fit(Matrix x, int[] y, int classCount, ForestOptions? options, bool randomCuts, CancellationToken cancellation)
    {
        options ??= new ForestOptions();
        options.Validate();
        Check.Range(classCount, 2, MaxClasses, nameof(classCount));
        Check.NotInfinite(x, nameof(x));
        Check.Range(x.Columns, 1, ForestFit.MaxFeatures, "x.Columns");
        Check.Labels(y, x.Rows, classCount, nameof(y));
        var maxFeatures = options.MaxFeatures > 0 ? options.MaxFeatures : (int)Math.Sqrt(x.Columns);
        var fit = ForestFit.Run(x, new ClassTarget(y, classCount), options, randomCuts, maxFeatures, cancellation);
        return new ForestState(options, fit.Trees, fit.Importance, Accuracy(fit, y));
    }

    private protected static ForestState Load(BinaryReader reader, string what) => ForestState.Load(reader, what, 2, MaxClasses, 0, 1);

    private static double? Accuracy(ForestFit fit, int[] y)
    {
        var (right, judged) = (0, 0);
        for (var i = 0; i < fit.Judged.Length; i++)
        {
            if (fit.Judged[i])
            {
                judged++;
                right += Probabilities.ArgMax(fit.OutOfBag!.Row(i)) == y[i] ? 1 : 0;
            }
        }

        return judged > 0 ? (double)right / judged : null;
    }
}
