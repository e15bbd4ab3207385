using System.Diagnostics;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning;
using ActorTrading.Learning.Artifacts;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>Boosted trees on a made-up task of the peer's size: 44,000 rows, 30 features, three classes, 80 % of the rows to fit.</summary>
internal static class TreesBenchmark
{
    private const string Train1 = "trees.train.1t";
    private const string Train2 = "trees.train.2t";
    private const string Row = "trees.row";
    private const string Batch = "trees.batch";
    private const string LogLoss = "trees.log-loss";
    private const string Load = "model.load";
    private const string Peer = "XGBoost 1.7.4 hist";
    private const int Rows = 44_000;
    public const int Fitted = 35_200;
    private const int Features = 30;

    /// <summary>The peer's held-out log-loss on these very rows: eta 0.1, lambda 1, min_child_weight 1, 256 bins.</summary>
    private const double PeerLogLoss = 0.93607;

    public static Benchmark Create() => new([Train1, Train2, Row, Batch, LogLoss, Load], cancellation => System.Threading.Tasks.Task.FromResult(Run(cancellation)));

    private static IReadOnlyList<Figure> Run(CancellationToken cancellation)
    {
        var (x, y) = Task();
        var train = x.CopyRows(0, Fitted);
        var test = x.CopyRows(Fitted, Rows - Fitted);
        var options = new GradientBoostedTreesOptions
        {
            Rounds = 200,
            MaxDepth = 6,
            LearningRate = 0.1,
            L2 = 1,
            MinChildWeight = 1,
            Subsample = 1,
            ColumnSample = 1,
        };
        GradientBoostedTrees Fit(int threads) => GradientBoostedTrees.Fit(train, y[..Fitted], null, null, options with { Threads = threads }, cancellation: cancellation);
        var trees = Fit(2);
        var one = Seconds(3, () => Fit(1));
        var two = Seconds(3, () => Fit(2));
        var probabilities = new double[3];
        var rows = Runs.Rate(3, 15, () =>
        {
            for (var i = 0; i < test.Rows; i++)
            {
                trees.PredictProba(test.Row(i), probabilities);
            }

            return test.Rows;
        });
        var batch = Runs.Rate(3, 15, () => trees.PredictProba(x, threads: 2).Rows);
        var answers = trees.PredictProba(test, threads: 2);
        var logLoss = Enumerable.Range(0, test.Rows).Average(i => Probabilities.LogLoss(answers[i, y[Fitted + i]]));
        return
        [
            new Figure(Train1, one, "s", 3.3, Peer + ", 1 thread", 3.34),
            new Figure(Train2, two, "s", 1.9, Peer + ", 2 threads", 1.88),
            new Figure(Row, 1 / rows, "s", 3e-6, Peer + ", inplace_predict", 57e-6),
            new Figure(Batch, batch, "rows/s", 1e6, Peer + ", 2 threads", 332e3),
            new Figure(LogLoss, logLoss, "nats", PeerLogLoss * 1.005, Peer, PeerLogLoss),
            new Figure(Load, LoadSeconds(trees), "s", 0.05),
        ];
    }

    private static double LoadSeconds(GradientBoostedTrees trees)
    {
        string[] names = [.. Enumerable.Range(0, Features).Select(f => $"feature_{f}")];
        using var file = new MemoryStream();
        ModelFile.Write(file, trees, names);
        return Seconds(9, () =>
        {
            file.Position = 0;
            ModelFile.Read<GradientBoostedTrees>(file, names);
        });
    }

    private static double Seconds(int runs, Action action)
    {
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return Runs.Median(seconds);
    }

    internal static (Matrix X, int[] Y) Task()
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
