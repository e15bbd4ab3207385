using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public sealed class SoftmaxRegressionContract : ModelContract<SoftmaxRegression>
{
    protected override double[][] Rows { get; } = Samples.Rows(40, 5, seed: 2);

    protected override int AnswerLength => 3;

    protected override SoftmaxRegression Fit()
    {
        var x = Samples.Matrix(Samples.Rows(100, 5, seed: 1));
        return SoftmaxRegression.Fit(x, Samples.Labels(x, 3), 3);
    }

    protected override void Predict(SoftmaxRegression model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(SoftmaxRegression model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows)));
}
