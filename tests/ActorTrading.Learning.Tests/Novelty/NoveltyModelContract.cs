using ActorTrading.Learning.Novelty;

namespace ActorTrading.Learning.Tests.Novelty;

public sealed class NoveltyModelContract : ModelContract<NoveltyModel>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(60, 4, seed: 2), [100, 0, 0, 0], [0, 0, -1e300, 0]];

    protected override int AnswerLength => 3;

    protected override NoveltyModel Fit() => NoveltyModel.Fit(Samples.Matrix(Samples.Rows(400, 4, seed: 1)));

    protected override void Predict(NoveltyModel model, double[] row, double[] answer)
    {
        var reading = model.Measure(row);
        (answer[0], answer[1], answer[2]) = (reading.Distance, reading.Score, reading.Familiarity);
    }

    protected override double[][] PredictBatch(NoveltyModel model, double[][] rows) => Samples.RowsOf(model.Measure(Samples.Matrix(rows)));
}
