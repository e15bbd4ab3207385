using ActorTrading.Learning.Forests;

namespace ActorTrading.Learning.Tests.Forests;

public sealed class ExtraTreesContract : ModelContract<ExtraTrees>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 5, seed: 2)];

    protected override int AnswerLength => 3;

    protected override ExtraTrees Fit()
    {
        var x = Samples.Matrix(Samples.Rows(80, 5, seed: 1));
        return ExtraTrees.Fit(x, Samples.Labels(x, 3), 3, new() { Trees = 4, MaxDepth = 3, MinSamplesLeaf = 5, Threads = 1 });
    }

    protected override void Predict(ExtraTrees model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(ExtraTrees model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows), threads: 2));
}
