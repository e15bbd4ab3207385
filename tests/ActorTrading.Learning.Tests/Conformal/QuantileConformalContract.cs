using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Tests.Conformal;

public sealed class QuantileConformalContract : ModelContract<QuantileConformal>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(60, 1, seed: 2).Select(r => new[] { r[0], r[0] + 1 })];

    protected override int AnswerLength => 2;

    protected override QuantileConformal Fit()
    {
        var rows = Samples.Rows(3, 200, seed: 1);
        return QuantileConformal.Fit(rows[0], [.. rows[0].Select(v => v + 1)], rows[1], 0.1);
    }

    protected override void Predict(QuantileConformal model, double[] row, double[] answer) => model.Predict(row, answer);

    protected override double[][] PredictBatch(QuantileConformal model, double[][] rows) => Samples.RowsOf(model.Predict(Samples.Matrix(rows)));
}
