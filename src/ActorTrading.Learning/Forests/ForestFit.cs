namespace ActorTrading.Learning.Forests;

/// <summary>What a fit of any forest gives.</summary>
/// <param name="Importance">Each column's share of what all cuts gained.</param>
/// <param name="OutOfBag">Mean prediction of the trees that did not see a row, row by row; null where every tree sees all rows.</param>
/// <param name="Judged">By row: whether any tree did not see it.</param>
internal sealed record ForestFit(Forest Trees, double[] Importance, Matrix? OutOfBag, bool[] Judged)
{
    public const int MaxFeatures = 1 << 20;
    private const int TreesPerPiece = 16;
    private const int RowsPerPiece = 1024;

    /// <summary>Trees are grown side by side, each from its own seed; everything that adds them up runs in tree order.</summary>
    /// <param name="randomCuts">Draw thresholds rather than search for the best.</param>
    /// <param name="maxFeatures">Columns per cut.</param>
    public static ForestFit Run<TTarget>(
        Matrix x, TTarget target, ForestOptions options, bool randomCuts, int maxFeatures, CancellationToken cancellation)
        where TTarget : struct, IForestTarget
    {
        var columns = new TrainingColumns(x, options, binned: !randomCuts);
        var bootstrap = options.Bootstrap ?? !randomCuts;
        var trees = new GrownTree[options.Trees];
        for (var first = 0; first < trees.Length; first += TreesPerPiece)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = first;
            Work.For(Math.Min(TreesPerPiece, trees.Length - first), options.Threads, i =>
            {
                ICutFinder finder = randomCuts
                    ? new RandomCuts<TTarget>(columns, target, options.MinSamplesLeaf)
                    : new HistogramCuts<TTarget>(columns, target, options.MinSamplesLeaf);
                var seed = SplitMix64.Stream(options.Seed, start + i + 1).Next();
                trees[start + i] = new ForestGrower<TTarget>(columns, target, options, finder, maxFeatures, seed).Grow(bootstrap);
            });
        }

        var forest = Forest.From(trees, x.Columns, target.Outputs);
        var (outOfBag, judged) = bootstrap ? PredictUnseen(x, forest, trees, options.Threads) : (null, []);
        return new ForestFit(forest, GainShares(trees), outOfBag, judged);
    }

    private static (Matrix Mean, bool[] Judged) PredictUnseen(Matrix x, Forest forest, GrownTree[] trees, int threads)
    {
        var mean = new Matrix(x.Rows, forest.Outputs);
        var judged = new bool[x.Rows];
        Work.For((x.Rows + RowsPerPiece - 1) / RowsPerPiece, threads, piece =>
        {
            for (var i = piece * RowsPerPiece; i < Math.Min(x.Rows, (piece + 1) * RowsPerPiece); i++)
            {
                var row = x.Row(i);
                var sums = mean.Row(i);
                var unseen = 0;
                for (var t = 0; t < trees.Length; t++)
                {
                    if (!trees[t].Seen![i])
                    {
                        forest.Add(t, row, sums);
                        unseen++;
                    }
                }

                judged[i] = unseen > 0;
                foreach (ref var sum in sums)
                {
                    sum /= Math.Max(1, unseen);
                }
            }
        });
        return (mean, judged);
    }

    private static double[] GainShares(GrownTree[] trees)
    {
        var gains = new double[trees[0].Gains.Length];
        foreach (var tree in trees)
        {
            for (var f = 0; f < gains.Length; f++)
            {
                gains[f] += tree.Gains[f];
            }
        }

        var total = gains.Sum();
        return total > 0 ? [.. gains.Select(g => g / total)] : gains;
    }
}
