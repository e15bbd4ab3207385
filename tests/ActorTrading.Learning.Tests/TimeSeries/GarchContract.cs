using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

/// <summary>The row is a horizon, the answer the variance there and up to there.</summary>
public sealed class GarchContract : ModelContract<Garch11>
{
    protected override double[][] Rows { get; } = [[1], [2], [3], [10], [50]];

    protected override int AnswerLength => 2;

    protected override Garch11 Fit() => Garch11.Fit(Simulated.Garch(60, 0.1, 0.2, 0.7, seed: 1), new() { StudentT = true });

    protected override void Predict(Garch11 model, double[] row, double[] answer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, model.FeatureCount);
        answer[0] = model.ForecastVariance((int)row[0]);
        answer[1] = model.ForecastTotalVariance((int)row[0]);
    }

    protected override double[][] PredictBatch(Garch11 model, double[][] rows) =>
        [.. rows.Select(r => new[] { model.ForecastVariance((int)r[0]), model.ForecastTotalVariance((int)r[0]) })];
}
