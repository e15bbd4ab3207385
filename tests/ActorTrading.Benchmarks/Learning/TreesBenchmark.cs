using System.Diagnostics;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>Boosted trees on a made-up task of the peer's size: 44,000 rows, 30 features, three classes, 80 % of the rows to fit.</summary>
internal static class TreesBenchmark
{
    public const string Fit = "trees.fit";
    public const string Row = "trees.row";
    private const string Peer = "XGBoost 1.7.4 hist, 2 threads";
    private const int Rows = 44_000;
    private const int Fitted = 35_200;
    private const int Features = 30;

    public static Benchmark Create() => new([Fit, Row], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var (x, y) = Task();
        var train = x.CopyRows(0, Fitted);
        var options = new GradientBoostedTreesOptions
        {
            Rounds = 200,
            MaxDepth = 6,
            LearningRate = 0.1,
            L2 = 1,
            MinChildWeight = 1,
            Subsample = 1,
            ColumnSample = 1,
            Threads = 2,
        };
        var seconds = new List<double>();
        GradientBoostedTrees? trees = null;
        for (var run = -1; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            trees = GradientBoostedTrees.Fit(train, y[..Fitted], null, null, options, cancellation: cancellationToken);
            if (run >= 0)
            {
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        var probabilities = new double[3];
        var rows = Runs.Rate(2, 7, () =>
        {
            for (var i = Fitted; i < Rows; i++)
            {
                trees!.PredictProba(x.Row(i), probabilities);
            }

            return Rows - Fitted;
        });
        return System.Threading.Tasks.Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure(Fit, Runs.Median(seconds), "s", 1.88, Peer, 1.88),
            new Figure(Row, 1 / rows, "s", 3e-6, Peer + ", inplace_predict", 57e-6),
        ]);
    }

    private static (Matrix X, int[] Y) Task()
    {
        var random = new Random(7);
        var x = new Matrix(Rows, Features);
        var y = new int[Rows];
        for (var i = 0; i < Rows; i++)
        {
            var row = x.Values.AsSpan(i * Features, Features);
            foreach (ref var value in row)
            {
                value = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
            }

            var score = (0.4 * row[0]) + (0.3 * row[1] * row[2]) - (0.2 * Math.Abs(row[3])) + ((random.NextDouble() - 0.5) * 2);
            y[i] = score < -0.4 ? 0 : score < 0.3 ? 1 : 2;
        }

        return (x, y);
    }
}
