using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Boosted trees that tell classes apart, on quantile histograms with Newton leaves (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017).
/// NaN is a missing value and follows the direction learned for it. Immutable once fitted; safe to share between threads.
/// </summary>
public sealed class GradientBoostedTrees : IClassifier, ISavedModel<GradientBoostedTrees>
{
    private const byte FormatVersion = 2;
    private const int RowsPerPiece = 256;
    private readonly TreeEnsemble _trees;

    private GradientBoostedTrees(TreeEnsemble trees, GradientBoostedTreesOptions options, double[] importance)
    {
        _trees = trees;
        Options = options;
        Importance = importance;
    }

    /// <inheritdoc/>
    public static string Kind => "boosted-trees";

    public int FeatureCount => _trees.Cuts.Length;

    public int ClassCount => Options.ClassCount;

    /// <summary>Rounds kept; 0 when no round beat the base rates on the validation rows.</summary>
    public int Rounds => _trees.TreeCount / _trees.BaseScores.Length;

    /// <summary>What the fit was asked to do.</summary>
    public GradientBoostedTreesOptions Options { get; }

    /// <summary>Each feature's share of the total gain, sum 1 (all 0 without a split).</summary>
    public IReadOnlyList<double> Importance { get; }

    /// <summary>Fits on <paramref name="x"/>; with validation rows the round with the lowest validation log-loss is kept.</summary>
    /// <param name="x">[rows, features], finite or NaN; at least one row, at most 2^26.</param>
    /// <param name="y">[rows], labels 0 … classes - 1.</param>
    /// <param name="validX">Rows that come after those of <paramref name="x"/>; null for none.</param>
    /// <param name="validY">Their labels; null exactly when <paramref name="validX"/> is.</param>
    /// <param name="progress">Called after each round on the calling thread.</param>
    /// <exception cref="ArgumentException">Shapes do not match or a label is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rounds.</exception>
    /// <remarks>About rows · features · log2(leaves) / 2 additions per tree. The result does not depend on the number of threads.</remarks>
    public static GradientBoostedTrees Fit(
        Matrix x,
        int[] y,
        Matrix? validX,
        int[]? validY,
        GradientBoostedTreesOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options.Validate();
        BoostingInput.Check(x, y.Length, validX, validY?.Length, options);
        CheckLabels(y, options.ClassCount);
        CheckLabels(validY ?? [], options.ClassCount);
        double[] labels = [.. y];
        BoostingLoss loss = options.Loss == ClassificationLoss.Logistic ? new LogisticLoss(labels) : new SoftmaxLoss(labels, options.ClassCount);
        var (trees, importance) = new BoostingRun(x, loss, options).Grow(validX, validY is null ? null : [.. validY], progress, cancellation);
        return new GradientBoostedTrees(trees, options, importance);
    }

    /// <summary>Finds the number of rounds on the later rows of <paramref name="split"/>, then fits that many on all rows: the latest data is both judge and teacher.</summary>
    /// <param name="x">[rows, features] in time order.</param>
    /// <remarks>Two fits; the second has no early stopping.</remarks>
    public static GradientBoostedTrees FitThenRefit(
        Matrix x,
        int[] y,
        PurgedTimeSplit split,
        GradientBoostedTreesOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var valid = x.CopyRows(split.ValidationStart, split.ValidationCount);
        var first = Fit(x.CopyRows(0, split.TrainCount), y[..split.TrainCount], valid, y[split.ValidationStart..], options, progress, cancellation);
        return first.Rounds == 0 ? first : Fit(x, y, null, null, options with { Rounds = first.Rounds }, progress, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row or the result has the wrong length.</exception>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Length(probabilities.Length, ClassCount, "The result");
        _trees.Score(row, probabilities[.._trees.BaseScores.Length]);
        ToProbabilities(probabilities);
    }

    /// <summary>Probabilities [rows, classes] for all rows; the same bits as row by row.</summary>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    public Matrix PredictProba(Matrix x, int threads = 1)
    {
        Check.Length(x.Columns, FeatureCount, "A row");
        var result = new Matrix(x.Rows, ClassCount);
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            for (var i = piece * RowsPerPiece; i < Math.Min(x.Rows, (piece + 1) * RowsPerPiece); i++)
            {
                PredictProba(x.Row(i), result.Row(i));
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

    /// <summary>Reads what <see cref="Save"/> wrote, in this or an earlier version.</summary>
    /// <exception cref="InvalidDataException">Not a boosted trees model, or a damaged one.</exception>
    /// <exception cref="EndOfStreamException">The data ends too soon.</exception>
    public static GradientBoostedTrees Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version is not (1 or FormatVersion))
        {
            throw new InvalidDataException($"The saved boosted trees model has format version {version}; this program reads versions 1 to {FormatVersion}.");
        }

        var options = OptionsCodec.ReadClassifier(reader, version);
        var (trees, importance) = TreeEnsembleCodec.Read(reader, options.Loss == ClassificationLoss.Logistic ? 1 : options.ClassCount, options, hasCovers: version > 1);
        return new GradientBoostedTrees(trees, options, importance);
    }

    /// <summary>One tree of the fit, for explanations; a score is its base score and the sum over the rounds.</summary>
    /// <param name="output">The class; 0 for the one score of the logistic loss.</param>
    /// <exception cref="InvalidOperationException">The model was saved in format version 1, which did not keep the covers.</exception>
    internal TreeView Tree(int round, int output) => TreeView.Of(_trees, (round * _trees.BaseScores.Length) + output);

    /// <summary>Scores before the first round: the logarithm of each class's base rate, or the log-odds of class 1.</summary>
    internal IReadOnlyList<double> BaseScores => _trees.BaseScores;

    private void ToProbabilities(Span<double> scores)
    {
        if (Options.Loss == ClassificationLoss.Logistic)
        {
            var p = LogisticLoss.Probability(scores[0]);
            (scores[0], scores[1]) = (1 - p, p);
            return;
        }

        Probabilities.Softmax(scores);
    }

    private static void CheckLabels(int[] y, int classCount)
    {
        foreach (var label in y)
        {
            Check.Label(label, classCount);
        }
    }
}
