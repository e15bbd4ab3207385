using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

/// <summary>The row is a horizon, the answer the variance up to there.</summary>
public sealed class EwmaVolatilityContract : ModelContract<EwmaVolatility>
{
    protected override double[][] Rows { get; } = [[1], [2], [50]];

    protected override int AnswerLength => 1;

    protected override EwmaVolatility Fit()
    {
        var model = new EwmaVolatility();
        foreach (var value in Simulated.Garch(60, 0.1, 0.2, 0.7, seed: 1))
        {
            model.Update(value);
        }

        return model;
    }

    protected override void Predict(EwmaVolatility model, double[] row, double[] answer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, model.FeatureCount);
        answer[0] = model.ForecastTotalVariance((int)row[0]);
    }

    protected override double[][] PredictBatch(EwmaVolatility model, double[][] rows) => [.. rows.Select(r => new[] { model.ForecastTotalVariance((int)r[0]) })];
}
