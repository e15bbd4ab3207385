using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Multiclass boosted trees on quantile histograms with Newton leaves (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017).
/// NaN is a missing value and follows the direction learned for it. Immutable once fitted; safe to share between threads.
/// </summary>
public sealed class GradientBoostedTrees : IClassifier, ISavedModel<GradientBoostedTrees>
{
    private const byte FormatVersion = 2;
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

    public int ClassCount => _trees.BaseScores.Length;

    /// <summary>Rounds kept; 0 when no round beat the base rates on the validation rows.</summary>
    public int Rounds => _trees.TreeCount / ClassCount;

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
        CheckRows(x, y, options.ClassCount, nameof(x));
        if (validX is null != validY is null)
        {
            throw new ArgumentException("Validation rows and validation labels are given together or not at all.", nameof(validX));
        }

        if (validX is not null)
        {
            CheckRows(validX, validY!, options.ClassCount, nameof(validX));
            Check.Length(validX.Columns, x.Columns, "A validation row");
        }

        var run = new BoostingRun(x, y, options);
        var rounds = run.Grow(validX, validY, progress, cancellation);
        return new GradientBoostedTrees(TreeEnsemble.From(rounds, run.Bins, run.BaseScores, options.MaxDepth), options, GainShares(rounds, x.Columns));
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
        Span<byte> slots = _trees.SlotCount <= 4096 ? stackalloc byte[_trees.SlotCount] : new byte[_trees.SlotCount];
        _trees.Score(row, slots, probabilities);
        Probabilities.Softmax(probabilities);
    }

    /// <summary>Probabilities [rows, classes] for all rows; the same bits as row by row.</summary>
    /// <param name="threads">Threads to use, from 1; no influence on the result.</param>
    public Matrix PredictProba(Matrix x, int threads = 1)
    {
        Check.Length(x.Columns, FeatureCount, "A row");
        var result = new Matrix(x.Rows, ClassCount);
        const int RowsPerPiece = 64 * TreeEnsemble.Lanes;
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            var buffer = AlignedVectors(_trees.SlotCount + _trees.WorkVectors);
            var scores = new double[ClassCount * TreeEnsemble.Lanes];
            var end = Math.Min(x.Rows, (piece + 1) * RowsPerPiece);
            for (var first = piece * RowsPerPiece; first < end; first += TreeEnsemble.Lanes)
            {
                PredictLanes(x, first, Math.Min(TreeEnsemble.Lanes, end - first), buffer, scores, result);
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

        var options = OptionsCodec.Read(reader);
        var (trees, importance) = TreeEnsembleCodec.Read(reader, options.ClassCount, options.Rounds, options.MaxDepth, hasCovers: version > 1);
        return new GradientBoostedTrees(trees, options, importance);
    }

    /// <summary>One tree of the fit, for explanations; the score of a class is its base score and the sum over the rounds.</summary>
    /// <exception cref="InvalidOperationException">The model was saved in format version 1, which did not keep the covers.</exception>
    internal TreeView Tree(int round, int classIndex) => _trees.View((round * ClassCount) + classIndex);

    /// <summary>Score of each class before the first round: the logarithm of its base rate.</summary>
    internal IReadOnlyList<double> BaseScores => _trees.BaseScores;

    private void PredictLanes(Matrix x, int first, int count, ArraySegment<byte> buffer, double[] scores, Matrix result)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector512<sbyte>>(buffer.AsSpan());
        var columns = MemoryMarshal.Cast<byte, sbyte>(buffer.AsSpan());
        for (var lane = 0; lane < count; lane++)
        {
            _trees.CodeLane(x.Row(first + lane), lane, columns);
        }

        _trees.ScoreLanes(vectors, vectors[_trees.SlotCount..], scores);
        for (var lane = 0; lane < count; lane++)
        {
            var row = result.Row(first + lane);
            for (var k = 0; k < row.Length; k++)
            {
                row[k] = scores[(k * TreeEnsemble.Lanes) + lane];
            }

            Probabilities.Softmax(row);
        }
    }

    /// <summary>Pinned bytes that start at a multiple of a vector's size: a load across two cache lines costs twice.</summary>
    private static unsafe ArraySegment<byte> AlignedVectors(int count)
    {
        var bytes = GC.AllocateArray<byte>((count + 1) * 64, pinned: true);
        var start = (int)((64 - ((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes)) % 64)) % 64);
        return new ArraySegment<byte>(bytes, start, count * 64);
    }

    private static double[] GainShares(IReadOnlyList<Tree[]> rounds, int features)
    {
        var gains = new double[features];
        var total = 0.0;
        foreach (var split in rounds.SelectMany(r => r).SelectMany(t => t.Splits).Where(s => s.Feature >= 0))
        {
            gains[split.Feature] += split.Score;
            total += split.Score;
        }

        return total > 0 ? [.. gains.Select(g => g / total)] : gains;
    }

    private static void CheckRows(Matrix x, int[] y, int classCount, string name)
    {
        ArgumentNullException.ThrowIfNull(x, name);
        Check.Range(x.Rows, 1, 1 << 26, $"{name}.Rows");
        Check.Range(x.Columns, 1, TreeEnsembleCodec.MaxFeatures, $"{name}.Columns");
        Check.Length(y.Length, x.Rows, $"The labels of {name}");
        foreach (var label in y)
        {
            Check.Label(label, classCount);
        }
    }
}
