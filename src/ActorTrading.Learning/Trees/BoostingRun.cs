namespace ActorTrading.Learning.Trees;

/// <summary>One fit: scores, gradients, rounds and early stopping.</summary>
internal sealed class BoostingRun
{
    private const int RowsPerPiece = 4096;
    private readonly BoostingOptions _options;
    private readonly BoostingLoss _loss;
    private readonly FeatureBins _bins;
    private readonly BinnedMatrix _x;
    private readonly TreeGrower[] _growers;
    private readonly double[][] _scores;
    private readonly List<Tree[]> _rounds = [];
    private int[] _sample;
    private int[] _left = [];

    public BoostingRun(Matrix x, BoostingLoss loss, BoostingOptions options)
    {
        _options = options;
        _loss = loss;
        _bins = FeatureBins.FromQuantiles(x, options.MaxBins, options.Threads);
        _x = new BinnedMatrix(x, _bins, options.Threads);
        _growers = [.. loss.BaseScores.Select(_ => new TreeGrower(_x, _bins, options))];
        _scores = Start(x.Rows);
        _sample = [.. Enumerable.Range(0, x.Rows)];
    }

    /// <summary>Grows until the rounds are done or the validation rows stop gaining; the ensemble has the rounds to keep.</summary>
    /// <returns>The trees, and each feature's share of the gain.</returns>
    public (TreeEnsemble Trees, double[] Importance) Grow(Matrix? validX, double[]? validY, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var valid = validX is null ? null : new BinnedMatrix(validX, _bins, _options.Threads);
        var validScores = Start(validX?.Rows ?? 0);
        var best = valid is null ? double.NaN : _loss.Mean(validScores, validY!);
        var bestRounds = 0;
        for (var round = 1; round <= _options.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var trees = GrowRound(round);
            _rounds.Add(trees);
            var loss = double.NaN;
            if (valid is not null)
            {
                Add(trees, valid, validScores, rows: null);
                loss = _loss.Mean(validScores, validY!);
                if (loss < best)
                {
                    (best, bestRounds) = (loss, round);
                }
            }

            progress?.Report(new FitProgress(round, _options.Rounds, loss));
            if (valid is not null && _options.EarlyStoppingRounds > 0 && round - bestRounds >= _options.EarlyStoppingRounds)
            {
                break;
            }
        }

        var kept = valid is null ? _rounds : _rounds.GetRange(0, bestRounds);
        return (TreeEnsemble.From(kept, _bins, _loss.BaseScores, _options.MaxDepth), GainShares(kept));
    }

    private double[][] Start(int rows) =>
        [.. _loss.BaseScores.Select(score =>
        {
            var scores = new double[rows];
            Array.Fill(scores, score);
            return scores;
        })];

    private Tree[] GrowRound(int round)
    {
        var outputs = _growers.Length;
        var random = SplitMix64.Stream(_options.Seed, round);
        var finder = SetGradients(round);
        DrawRows(ref random);
        foreach (var grower in _growers)
        {
            grower.Begin(_sample, finder, ref random);
        }

        if (_options.MaxLeaves > 0 && outputs > 1)
        {
            // Steps of one leaf are too small to share; trees are not.
            Work.For(outputs, _options.Threads, k => GrowTrees([_growers[k]], threads: 1));
        }
        else
        {
            GrowTrees(_growers, _options.Threads);
        }

        var trees = new Tree[outputs];
        Work.For(outputs, _options.Threads, k => trees[k] = _growers[k].Finish(_scores[k], _loss));
        if (_left.Length > 0)
        {
            Add(trees, _x, _scores, _left);
        }

        return trees;
    }

    /// <summary>Takes the steps of several trees together.</summary>
    private static void GrowTrees(TreeGrower[] growers, int threads)
    {
        var outputs = growers.Length;
        var blocks = growers[0].BlockCount;
        for (var most = 1; most > 0;)
        {
            // A small step is done before another thread has woken up.
            var awake = growers.Sum(g => g.RowsToSum) < RowsPerPiece ? 1 : threads;
            Work.For(outputs * blocks, awake, i => growers[i % outputs].SearchBlock(i / outputs));
            most = growers.Max(g => g.Choose());
            Work.For(outputs * most, awake, i => growers[i % outputs].Split(i / outputs));
            foreach (var grower in growers)
            {
                grower.EndStep();
            }
        }
    }

    /// <summary>
    /// Derivatives as fine as 32-bit sums over all rows allow, rounded to integers with a fixed dither per row so that rounding
    /// has no bias. Where every row weighs 1 the second derivative is the count itself.
    /// </summary>
    private SplitFinder SetGradients(int round)
    {
        var rows = _x.Rows;
        var gradientScale = (int.MaxValue - (double)rows - 1) / (_loss.GradientBound(_scores) * rows);
        var hessianBound = _loss.HessianBound;
        var hessianScale = hessianBound < 1 ? (uint.MaxValue - (double)rows - 1) / (hessianBound * rows) : 1;
        Work.For((rows + RowsPerPiece - 1) / RowsPerPiece, _options.Threads, piece =>
        {
            var outputs = _growers.Length;
            Span<double> scores = stackalloc double[outputs];
            Span<double> gradients = stackalloc double[outputs];
            Span<double> hessians = stackalloc double[outputs];
            for (var i = piece * RowsPerPiece; i < Math.Min(rows, (piece + 1) * RowsPerPiece); i++)
            {
                for (var k = 0; k < outputs; k++)
                {
                    scores[k] = _scores[k][i];
                }

                _loss.Derive(i, scores, gradients, hessians);
                var dither = (uint)(((uint)i * 2654435769u) + ((uint)round * 2246822519u)) * (1.0 / 4294967296.0);
                for (var k = 0; k < outputs; k++)
                {
                    var g = (int)Math.Floor((gradients[k] * gradientScale) + dither);
                    var h = (uint)((Math.Min(hessianBound, hessians[k]) * hessianScale) + dither);
                    _growers[k].Gradients[i] = ((long)g << 32) + h;
                }
            }
        });
        return new SplitFinder(1 / gradientScale, 1 / hessianScale, _options);
    }

    private void DrawRows(ref SplitMix64 random)
    {
        if (_options.Subsample >= 1)
        {
            return;
        }

        var rows = _x.Rows;
        var wanted = Math.Clamp((int)Math.Round(_options.Subsample * rows), 1, rows);
        _sample = new int[wanted];
        _left = new int[rows - wanted];
        for (int i = 0, taken = 0, skipped = 0; i < rows; i++)
        {
            if (random.Next(rows - i) < wanted - taken)
            {
                _sample[taken++] = i;
            }
            else
            {
                _left[skipped++] = i;
            }
        }
    }

    private void Add(Tree[] trees, BinnedMatrix x, double[][] scores, int[]? rows)
    {
        var count = rows?.Length ?? x.Rows;
        var pieces = (count + RowsPerPiece - 1) / RowsPerPiece;
        Work.For(trees.Length * pieces, _options.Threads, i =>
        {
            var k = i % trees.Length;
            var piece = i / trees.Length;
            for (var j = piece * RowsPerPiece; j < Math.Min(count, (piece + 1) * RowsPerPiece); j++)
            {
                var row = rows is null ? j : rows[j];
                scores[k][row] += trees[k].Value(x, row);
            }
        });
    }

    private double[] GainShares(IReadOnlyList<Tree[]> rounds)
    {
        var gains = new double[_bins.FeatureCount];
        var total = 0.0;
        foreach (var split in rounds.SelectMany(r => r).SelectMany(t => t.Splits).Where(s => s.Feature >= 0))
        {
            gains[split.Feature] += split.Score;
            total += split.Score;
        }

        return total > 0 ? [.. gains.Select(g => g / total)] : gains;
    }
}
