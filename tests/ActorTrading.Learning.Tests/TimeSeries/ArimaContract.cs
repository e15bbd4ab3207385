using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

/// <summary>The row is a horizon, the answer the forecast for it.</summary>
public sealed class ArimaContract : ModelContract<Arima>
{
    protected override double[][] Rows { get; } = [[1], [2], [3], [10], [50]];

    protected override int AnswerLength => 2;

    protected override Arima Fit() => Arima.Fit(Simulated.Integrate(Simulated.Arma(80, [0.5], [0.3], 0.1, seed: 1)), new ArimaOrder(2, 1, 1), new() { Constant = true });

    protected override void Predict(Arima model, double[] row, double[] answer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, model.FeatureCount);
        (answer[0], answer[1]) = model.Forecast((int)row[0]);
    }

    protected override double[][] PredictBatch(Arima model, double[][] rows)
    {
        var all = new ArimaForecast[50];
        model.Forecast(all);
        return [.. rows.Select(r => new[] { all[(int)r[0] - 1].Mean, all[(int)r[0] - 1].Variance })];
    }
}
