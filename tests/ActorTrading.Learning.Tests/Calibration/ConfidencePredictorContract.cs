using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class ConfidencePredictorContract : ModelContract<ConfidencePredictor>
{
    protected override double[][] Rows { get; } = Evidence(60, seed: 2);

    protected override int AnswerLength => 1;

    protected override ConfidencePredictor Fit()
    {
        var rows = Evidence(300, seed: 1);
        return ConfidencePredictor.Fit(Samples.Matrix(rows), [.. rows.Select((r, i) => r[0] + (0.3 * Math.Sin(i)) > 0.5)]);
    }

    protected override void Predict(ConfidencePredictor model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(ConfidencePredictor model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows)).Select(a => new[] { a })];

    private static double[][] Evidence(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray())];
    }
}
