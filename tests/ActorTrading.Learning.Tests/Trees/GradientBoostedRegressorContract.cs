using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class GradientBoostedRegressorContract : ModelContract<GradientBoostedRegressor>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2), [double.NaN, 0, 0, double.NaN, 1]];

    protected override int AnswerLength => 1;

    protected override GradientBoostedRegressor Fit()
    {
        var x = Samples.Matrix(Samples.Rows(300, 5, seed: 1));
        double[] y = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, 0] + (x[i, 1] * x[i, 2]))];
        var options = new GradientBoostedRegressorOptions
        {
            Loss = RegressionLoss.Huber,
            Rounds = 6,
            LearningRate = 0.3,
            MaxDepth = 5,
            MaxLeaves = 9,
            MinChildWeight = 5,
            Monotone = [1, 0, 0, 0, 0],
        };
        return GradientBoostedRegressor.Fit(x, y, options: options);
    }

    protected override void Predict(GradientBoostedRegressor model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(GradientBoostedRegressor model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows), threads: 2).Select(v => new[] { v })];
}
