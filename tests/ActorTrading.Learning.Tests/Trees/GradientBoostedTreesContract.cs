using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

public sealed class GradientBoostedTreesContract : ModelContract<GradientBoostedTrees>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2)];

    protected override int AnswerLength => 3;

    protected override GradientBoostedTrees Fit()
    {
        var x = Samples.Matrix(Samples.Rows(300, 5, seed: 1));
        return GradientBoostedTrees.Fit(x, Samples.Labels(x, 3), null, null, new() { Rounds = 6, MinChildWeight = 2 });
    }

    protected override void Predict(GradientBoostedTrees model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(GradientBoostedTrees model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows)));
}
