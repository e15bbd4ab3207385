namespace ActorTrading.Learning.Trees;

/// <summary>One fit: scores, gradients, rounds and early stopping.</summary>
internal sealed class BoostingRun
{
    private const int RowsPerPiece = 4096;
    private readonly GradientBoostedTreesOptions _options;
    private readonly BinnedMatrix _x;
    private readonly int[] _y;
    private readonly TreeGrower[] _growers;
    private readonly double[][] _scores;
    private readonly double _gradientScale;
    private readonly double _hessianScale;
    private readonly List<Tree[]> _rounds = [];
    private int[] _sample;
    private int[] _left = [];

    public BoostingRun(Matrix x, int[] y, GradientBoostedTreesOptions options)
    {
        _options = options;
        _y = y;
        Bins = FeatureBins.FromQuantiles(x, options.MaxBins, options.Threads);
        _x = new BinnedMatrix(x, Bins, options.Threads);

        // As fine as 32-bit sums over all rows allow; |gradient| is at most 1 and the second derivative at most 1/2.
        _gradientScale = (int.MaxValue - (double)x.Rows - 1) / x.Rows;
        _hessianScale = (uint.MaxValue - (double)x.Rows - 1) / (0.5 * x.Rows);
        BaseScores = LogBaseRates(y, options.ClassCount);
        _growers = [.. Enumerable.Range(0, options.ClassCount).Select(_ => new TreeGrower(_x, Bins, options, _gradientScale, _hessianScale))];
        _scores = Start(x.Rows);
        _sample = [.. Enumerable.Range(0, x.Rows)];
    }

    public FeatureBins Bins { get; }

    public double[] BaseScores { get; }

    /// <summary>Grows until the rounds are done or the validation rows stop gaining; returns the rounds to keep.</summary>
    public IReadOnlyList<Tree[]> Grow(Matrix? validX, int[]? validY, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var valid = validX is null ? null : new BinnedMatrix(validX, Bins, _options.Threads);
        var validScores = Start(validX?.Rows ?? 0);
        var best = valid is null ? double.NaN : MeanLogLoss(validScores, validY!);
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
                loss = MeanLogLoss(validScores, validY!);
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

        return valid is null ? _rounds : _rounds.GetRange(0, bestRounds);
    }

    private static double[] LogBaseRates(int[] y, int classCount)
    {
        var counts = new double[classCount];
        foreach (var label in y)
        {
            counts[label]++;
        }

        // Half a row stands in for a class never seen: a rate of zero has no logarithm.
        return [.. counts.Select(count => Math.Log(Math.Max(count, 0.5) / y.Length))];
    }

    private double[][] Start(int rows) =>
        [.. BaseScores.Select(score =>
        {
            var scores = new double[rows];
            Array.Fill(scores, score);
            return scores;
        })];

    private Tree[] GrowRound(int round)
    {
        var classes = _options.ClassCount;
        var random = new SplitMix64(_options.Seed ^ ((ulong)round * 0xD1342543DE82EF95UL));
        SetGradients(round);
        DrawRows(ref random);
        foreach (var grower in _growers)
        {
            grower.Begin(_sample, ref random);
        }

        var blocks = _growers[0].BlockCount;
        for (var level = 0; level < _options.MaxDepth; level++)
        {
            var depth = level;
            var nodes = 1 << level;
            Work.For(classes * blocks, _options.Threads, i => _growers[i % classes].SearchBlock(depth, i / classes));
            Work.For(classes * nodes, _options.Threads, i => _growers[i % classes].Split(depth, i / classes));
            foreach (var grower in _growers)
            {
                grower.EndLevel();
            }
        }

        var trees = new Tree[classes];
        Work.For(classes, _options.Threads, k => trees[k] = _growers[k].Finish(_scores[k]));
        if (_left.Length > 0)
        {
            Add(trees, _x, _scores, _left);
        }

        return trees;
    }

    /// <summary>Softmax derivatives g = p - [y = k], h = K/(K-1)·p(1-p) (Friedman 2001), rounded to integers with a fixed dither per row so that rounding has no bias.</summary>
    private void SetGradients(int round)
    {
        var rows = _y.Length;
        Work.For((rows + RowsPerPiece - 1) / RowsPerPiece, _options.Threads, piece =>
        {
            var k1 = _options.ClassCount;
            var curvature = k1 / (k1 - 1.0);
            Span<double> p = stackalloc double[k1];
            for (var i = piece * RowsPerPiece; i < Math.Min(rows, (piece + 1) * RowsPerPiece); i++)
            {
                for (var k = 0; k < k1; k++)
                {
                    p[k] = _scores[k][i];
                }

                Probabilities.Softmax(p);
                var dither = (uint)(((uint)i * 2654435769u) + ((uint)round * 2246822519u)) * (1.0 / 4294967296.0);
                for (var k = 0; k < k1; k++)
                {
                    var g = (int)Math.Floor(((p[k] - (_y[i] == k ? 1 : 0)) * _gradientScale) + dither);
                    var h = (uint)((Math.Min(0.5, curvature * p[k] * (1 - p[k])) * _hessianScale) + dither);
                    _growers[k].Gradients[i] = ((long)g << 32) + h;
                }
            }
        });
    }

    private void DrawRows(ref SplitMix64 random)
    {
        if (_options.Subsample >= 1)
        {
            return;
        }

        var rows = _y.Length;
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

    private static double MeanLogLoss(double[][] scores, int[] y)
    {
        Span<double> p = stackalloc double[scores.Length];
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            for (var k = 0; k < p.Length; k++)
            {
                p[k] = scores[k][i];
            }

            Probabilities.Softmax(p);
            sum += Probabilities.LogLoss(p[y[i]]);
        }

        return sum / y.Length;
    }
}
