namespace ActorTrading.Learning.Trees;

/// <summary>
/// Boosted trees that predict a mean, a quantile or a robust mean, grown as those of <see cref="GradientBoostedTrees"/>.
/// NaN is a missing value and follows the direction learned for it. Immutable once fitted; safe to share between threads.
/// </summary>
public sealed class GradientBoostedRegressor : IRegressor, ISavedModel<GradientBoostedRegressor>
{
    /// <summary>Largest absolute target: its square still has room in a sum.</summary>
    public const double MaxTarget = 1e100;

    private const byte FormatVersion = 1;
    private const int RowsPerPiece = 256;
    private readonly TreeEnsemble _trees;

    private GradientBoostedRegressor(TreeEnsemble trees, GradientBoostedRegressorOptions options, double[] importance)
    {
        _trees = trees;
        Options = options;
        Importance = importance;
    }

    /// <inheritdoc/>
    public static string Kind => "boosted-regressor";

    /// <inheritdoc cref="IRegressor.FeatureCount"/>
    public int FeatureCount => _trees.Cuts.Length;

    /// <summary>Rounds kept; 0 when no round beat the best constant on the validation rows.</summary>
    public int Rounds => _trees.TreeCount;

    /// <summary>What the fit was asked to do.</summary>
    public GradientBoostedRegressorOptions Options { get; }

    /// <summary>Each feature's share of the total gain, sum 1 (all 0 without a split).</summary>
    public IReadOnlyList<double> Importance { get; }

    /// <summary>Fits on <paramref name="x"/>; with validation rows the round with the lowest validation loss is kept.</summary>
    /// <param name="x">[rows, features], NaN where missing; at least one row, at most 2^26.</param>
    /// <param name="y">[rows], targets of at most <see cref="MaxTarget"/>.</param>
    /// <param name="validX">Rows that come after those of <paramref name="x"/>; null for none.</param>
    /// <param name="validY">Their targets; null exactly when <paramref name="validX"/> is.</param>
    /// <param name="progress">Called after each round on the calling thread.</param>
    /// <exception cref="ArgumentException">Shapes do not match or a target is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rounds.</exception>
    /// <remarks>About rows · features · log2(leaves) / 2 additions per tree; a quantile also sorts the rows of each leaf. The result does not depend on the number of threads.</remarks>
    public static GradientBoostedRegressor Fit(
        Matrix x,
        double[] y,
        Matrix? validX = null,
        double[]? validY = null,
        GradientBoostedRegressorOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new GradientBoostedRegressorOptions();
        options.Validate();
        BoostingInput.Check(x, y.Length, validX, validY?.Length, options);
        CheckTargets(y, nameof(y));
        CheckTargets(validY ?? [], nameof(validY));
        BoostingLoss loss = options.Loss switch
        {
            RegressionLoss.Quantile => new PinballLoss(y, options.Quantile),
            RegressionLoss.Huber => new HuberLoss(y, options.HuberDelta),
            _ => new SquaredLoss(y),
        };
        var (trees, importance) = new BoostingRun(x, loss, options).Grow(validX, validY, progress, cancellation);
        return new GradientBoostedRegressor(trees, options, importance);
    }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        var score = 0.0;
        _trees.Score(row, new Span<double>(ref score));
        return score;
    }

    /// <summary>Predictions [rows] for all rows; the same bits as row by row.</summary>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    public double[] Predict(Matrix x, int threads = 1)
    {
        Check.Length(x.Columns, FeatureCount, "A row");
        var result = new double[x.Rows];
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            for (var i = piece * RowsPerPiece; i < Math.Min(x.Rows, (piece + 1) * RowsPerPiece); i++)
            {
                result[i] = Predict(x.Row(i));
            }
        });
        return result;
    }

    /// <summary>Writes the model with its options; <see cref="Load"/> restores it to the bit.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        OptionsCodec.Write(writer, Options);
        TreeEnsembleCodec.Write(writer, _trees, Importance);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not a boosted regressor, or a damaged one.</exception>
    /// <exception cref="EndOfStreamException">The data ends too soon.</exception>
    public static GradientBoostedRegressor Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "boosted regressor");
        var options = OptionsCodec.ReadRegressor(reader);
        var (trees, importance) = TreeEnsembleCodec.Read(reader, outputs: 1, options, hasCovers: true);
        return new GradientBoostedRegressor(trees, options, importance);
    }

    /// <summary>One tree of the fit, for explanations; a prediction is <see cref="BaseScore"/> and the sum over the rounds.</summary>
    internal TreeView Tree(int round) => TreeView.Of(_trees, round);

    /// <summary>The prediction before the first round: the best constant.</summary>
    internal double BaseScore => _trees.BaseScores[0];

    private static void CheckTargets(double[] y, string name)
    {
        for (var i = 0; i < y.Length; i++)
        {
            Check.Range(y[i], -MaxTarget, MaxTarget, $"{name}[{i}]");
        }
    }
}
