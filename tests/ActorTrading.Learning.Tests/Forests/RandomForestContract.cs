using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class RandomForestContract : ModelContract<RandomForest>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2)];

    protected override int AnswerLength => 3;

    protected override RandomForest Fit()
    {
        var x = Samples.Matrix(Samples.Rows(80, 5, seed: 1));
        return RandomForest.Fit(x, Samples.Labels(x, 3), 3, new() { Trees = 4, MaxDepth = 3, MinSamplesLeaf = 5, Threads = 1 });
    }

    protected override void Predict(RandomForest model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(RandomForest model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows), threads: 2));
}
