using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class RandomForestRegressorContract : ModelContract<RandomForestRegressor>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2)];

    protected override int AnswerLength => 1;

    protected override RandomForestRegressor Fit()
    {
        var x = Samples.Matrix(Samples.Rows(80, 5, seed: 1));
        return RandomForestRegressor.Fit(x, [.. Samples.RowsOf(x).Select(r => r[0] + r[1])], new() { Trees = 4, MaxDepth = 3, MinSamplesLeaf = 5, Threads = 1 });
    }

    protected override void Predict(RandomForestRegressor model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(RandomForestRegressor model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows), threads: 2).Select(v => new[] { v })];
}
