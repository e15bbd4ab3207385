using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Linear;

public sealed class LogisticRegressionContract : ModelContract<LogisticRegression>
{
    protected override double[][] Rows { get; } = Samples.Rows(40, 5, seed: 2);

    protected override int AnswerLength => 2;

    protected override LogisticRegression Fit()
    {
        var x = Samples.Matrix(Samples.Rows(100, 5, seed: 1));
        return LogisticRegression.Fit(x, Samples.Labels(x, 2));
    }

    protected override void Predict(LogisticRegression model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(LogisticRegression model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows)));
}
