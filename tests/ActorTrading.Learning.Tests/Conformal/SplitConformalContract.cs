using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Tests.Conformal;

public sealed class SplitConformalContract : ModelContract<SplitConformal>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(60, 1, seed: 2).Select(r => new[] { r[0], 1 + Math.Abs(r[0]) })];

    protected override int AnswerLength => 2;

    protected override SplitConformal Fit()
    {
        var rows = Samples.Rows(3, 200, seed: 1);
        return SplitConformal.Fit(rows[0], rows[1], [.. rows[2].Select(Math.Exp)], 0.1);
    }

    protected override void Predict(SplitConformal model, double[] row, double[] answer) => model.Predict(row, answer);

    protected override double[][] PredictBatch(SplitConformal model, double[][] rows) => Samples.RowsOf(model.Predict(Samples.Matrix(rows)));
}
