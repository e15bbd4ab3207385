using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning;
using ActorTrading.Learning.Sequences;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>One LSTM layer of 32 units on windows of 60 rows with 30 features, three classes: one answer, and epochs of batches of 64.</summary>
internal static class LstmBenchmark
{
    public const string Row = "lstm.row";
    public const string Train = "lstm.train";
    private const string Peer = "PyTorch 1.13.1 on the CPU";
    private const int Features = 30;
    private const int Steps = 60;
    private const int Windows = 6_400;

    public static Benchmark Create() => new([Row, Train], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var set = Set();
        var options = new RecurrentOptions { HiddenSize = 32, Training = new() { Epochs = 1, BatchSize = 64, Threads = 2 } };
        Lstm? model = null;
        var trained = Runs.Rate(2, 5, () =>
        {
            model = Lstm.Fit(set, options: options, cancellation: cancellationToken);
            return Windows;
        });
        var probabilities = new double[3];
        var rows = Runs.Rate(3, 9, () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                model!.PredictProba(set.Rows.Values.AsSpan(i * Features, Steps * Features), probabilities);
            }

            return 2_000;
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure(Row, 1 / rows, "s", 50e-6, Peer + ", 1 thread", 534e-6),
            new Figure(Train, trained, "sequences/s", 5_000, Peer + ", 1 thread, batch 64, Adam", 64 / 25.5e-3),
        ]);
    }

    /// <summary>Overlapping windows over noise; the class is the sign of a sum over the last steps.</summary>
    private static SequenceSet Set()
    {
        var random = new Random(7);
        var rows = new Matrix(Windows + Steps - 1, Features);
        foreach (ref var value in rows.Values.AsSpan())
        {
            value = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        }

        int[] ends = [.. Enumerable.Range(Steps - 1, Windows)];
        int[] labels = [.. ends.Select(end => Math.Clamp((int)Math.Floor(rows[end - 5, 0] + rows[end, 1] + 1.5), 0, 2))];
        return new SequenceSet(rows, Steps, ends, labels);
    }
}
