using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Anomaly;

/// <summary>
/// How unlike the training rows a row is (Liu, Ting and Zhou 2008): random cuts isolate what lies apart sooner. The score is
/// 2^(-E[h] / c(n)), where h is the depth at which a tree of n rows isolates the row and c(n) what random rows need: near 1 is far off,
/// well below 0.5 is in the mass. Immutable; safe to share between threads.
/// </summary>
public sealed class IsolationForest : ISavedModel<IsolationForest>
{
    private const byte FormatVersion = 1;
    private const double MostDepth = 100;
    private readonly Forest _depths;
    private readonly double _expected;

    private IsolationForest(IsolationForestOptions options, int sampleSize, Forest depths)
    {
        Options = options;
        SampleSize = sampleSize;
        _depths = depths;
        _expected = AverageDepth(sampleSize);
    }

    /// <inheritdoc/>
    public static string Kind => "isolation-forest";

    /// <inheritdoc/>
    public int FeatureCount => _depths.FeatureCount;

    /// <summary>What the fit was asked to do.</summary>
    public IsolationForestOptions Options { get; }

    /// <summary>Rows behind each tree.</summary>
    public int SampleSize { get; }

    /// <summary>Fits on rows without labels. The result does not depend on the number of threads.</summary>
    /// <param name="x">[rows, features], finite; at least two rows.</param>
    /// <exception cref="ArgumentException">Fewer than two rows, no column, or a value is not finite; the message names it.</exception>
    /// <remarks>O(trees · (rows + sample · log sample)): each tree draws its sample in one pass over the numbers of the rows, not over the rows.</remarks>
    public static IsolationForest Fit(Matrix x, IsolationForestOptions? options = null)
    {
        options ??= new IsolationForestOptions();
        options.Validate();
        Check.Finite(x, nameof(x));
        Check.Range(x.Rows, 2, int.MaxValue, "x.Rows");
        Check.Range(x.Columns, 1, ForestFit.MaxFeatures, "x.Columns");
        var sampleSize = Math.Min(options.SampleSize, x.Rows);
        var trees = new GrownTree[options.Trees];
        Work.For(trees.Length, options.Threads, t =>
        {
            var seed = SplitMix64.Stream(options.Seed, t + 1).Next();
            trees[t] = new IsolationGrower(x, sampleSize, seed).Grow();
        });
        return new IsolationForest(options, sampleSize, Forest.From(trees, x.Columns, outputs: 1));
    }

    /// <summary>In (0, 1]; 0.5 for a row that takes as many cuts as a random one. Allocates nothing.</summary>
    /// <param name="row">Features, finite, length <see cref="FeatureCount"/>.</param>
    /// <exception cref="ArgumentException">Another length, or a value is not finite; the message names it.</exception>
    public double Score(ReadOnlySpan<double> row)
    {
        Check.FiniteRow(row, FeatureCount);
        Span<double> depth = stackalloc double[1];
        _depths.Predict(row, depth);
        return Math.Pow(2, -depth[0] / _expected);
    }

    /// <summary>One score per row; the same bits as row by row.</summary>
    public double[] Score(Matrix x)
    {
        var scores = new double[x.Rows];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Score(x.Row(i));
        }

        return scores;
    }

    /// <summary>Writes the model with its options; <see cref="Load"/> restores it to the bit.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Options.Trees);
        writer.Write(Options.SampleSize);
        writer.Write(Options.Seed);
        writer.Write(Options.Threads);
        writer.Write(SampleSize);
        _depths.Save(writer);
    }

    /// <inheritdoc/>
    public static IsolationForest Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "isolation forest");
        var options = BinaryState.Valid(
            new IsolationForestOptions
            {
                Trees = reader.ReadInt32(),
                SampleSize = reader.ReadInt32(),
                Seed = reader.ReadUInt64(),
                Threads = reader.ReadInt32(),
            },
            o => o.Validate());
        var sampleSize = reader.ReadInRange(2, options.SampleSize, "sample size");
        return new IsolationForest(options, sampleSize, Forest.Load(reader, options.Trees, outputs: 1, IsolationGrower.MaxDepth(sampleSize), 0, MostDepth));
    }

    /// <summary>
    /// Mean depth of the leaves of a random binary search tree with <paramref name="rows"/> of them: c(n) = 2·H(n - 1) - 2·(n - 1) / n with
    /// harmonic numbers H. The paper estimates H by a logarithm; the sum is exact.
    /// </summary>
    internal static double AverageDepth(int rows)
    {
        var harmonic = 0.0;
        for (var i = 1; i < rows; i++)
        {
            harmonic += 1.0 / i;
        }

        return (2 * harmonic) - (2.0 * (rows - 1) / rows);
    }
}
