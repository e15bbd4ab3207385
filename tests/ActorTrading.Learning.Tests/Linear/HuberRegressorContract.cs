using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public sealed class HuberRegressorContract : ModelContract<HuberRegressor>
{
    protected override double[][] Rows { get; } = Samples.Rows(40, 5, seed: 2);

    protected override int AnswerLength => 1;

    protected override HuberRegressor Fit()
    {
        var rows = Samples.Rows(100, 5, seed: 1);
        return HuberRegressor.Fit(Samples.Matrix(rows), [.. rows.Select(r => (2 * r[0]) - r[3] + Math.Sin(r[1]))]);
    }

    protected override void Predict(HuberRegressor model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(HuberRegressor model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows)).Select(v => new[] { v })];
}
