using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Learning;
using ActorTrading.Learning.Online;

namespace ActorTrading.Benchmarks.Learning;

/// <summary>Softmax regression that answers and then learns row by row: 30 features, three classes, one thread.</summary>
internal static class OnlineBenchmark
{
    public const string Row = "online.row";
    private const int Rows = 44_000;
    private const int Features = 30;
    private const int Classes = 3;

    public static Benchmark Create() => new([Row], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(7);
        var x = new Matrix(Rows, Features);
        foreach (ref var value in x.Values.AsSpan())
        {
            value = random.NextDouble() - 0.5;
        }

        var y = new int[Rows];
        for (var i = 0; i < Rows; i++)
        {
            y[i] = Math.Clamp((int)((x[i, 0] + x[i, 1] + random.NextDouble() + 0.5) * Classes / 2), 0, Classes - 1);
        }

        var model = new OnlineSoftmaxRegression(Features, Classes);
        var probabilities = new double[Classes];
        var rate = Runs.Rate(10, 15, () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < Rows; i++)
            {
                var row = x.Row(i);
                model.PredictProba(row, probabilities);
                model.PartialFit(row, y[i]);
            }

            return Rows;
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
            [new Figure(Row, rate, "rows/s", 1_000_000, "scikit-learn 1.2.1 SGDClassifier, predict and partial_fit", 2250)]);
    }
}
