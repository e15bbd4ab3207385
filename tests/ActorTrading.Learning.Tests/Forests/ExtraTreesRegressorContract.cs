using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class ExtraTreesRegressorContract : ModelContract<ExtraTreesRegressor>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2)];

    protected override int AnswerLength => 1;

    protected override ExtraTreesRegressor Fit()
    {
        var x = Samples.Matrix(Samples.Rows(80, 5, seed: 1));
        return ExtraTreesRegressor.Fit(x, [.. Samples.RowsOf(x).Select(r => r[0] + r[1])], new() { Trees = 4, MaxDepth = 3, MinSamplesLeaf = 5, Threads = 1 });
    }

    protected override void Predict(ExtraTreesRegressor model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(ExtraTreesRegressor model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows), threads: 2).Select(v => new[] { v })];
}
