using System.Diagnostics;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning;
using ActorTrading.Learning.Forests;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>A random forest of the peer's size: 200 trees of depth 6 on 44,000 rows, 30 features, three classes, 80 % of the rows to fit.</summary>
internal static class ForestBenchmark
{
    public const string Train = "forest.train.2t";
    public const string Row = "forest.row";
    public const string Accuracy = "forest.accuracy";
    private const string Peer = "scikit-learn 1.2.1 RandomForest, 2 threads";

    public static Benchmark Create() => new([Train, Row, Accuracy], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var (x, y) = TreesBenchmark.Task();
        var fitted = TreesBenchmark.Fitted;
        var train = x.CopyRows(0, fitted);
        var options = new ForestOptions { Trees = 200, MaxDepth = 6, MinSamplesLeaf = 1, Threads = 2 };
        var seconds = new List<double>();
        RandomForest? forest = null;
        for (var run = -1; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            forest = RandomForest.Fit(train, y[..fitted], 3, options, cancellationToken);
            if (run >= 0)
            {
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        var probabilities = new double[3];
        var right = 0;
        var rows = Runs.Rate(2, 7, () =>
        {
            right = 0;
            for (var i = fitted; i < x.Rows; i++)
            {
                forest!.PredictProba(x.Row(i), probabilities);
                right += Probabilities.ArgMax(probabilities) == y[i] ? 1 : 0;
            }

            return x.Rows - fitted;
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure(Train, Runs.Median(seconds), "s", 6, Peer, 7.08),
            new Figure(Row, 1 / rows, "s", 20e-6, "scikit-learn 1.2.1 RandomForest, predict_proba of one row", 3.38e-3),
            new Figure(Accuracy, (double)right / (x.Rows - fitted), "share", null, "scikit-learn 1.2.1 RandomForest, same rows, mean of two seeds", 0.4927),
        ]);
    }
}
