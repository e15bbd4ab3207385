using ActorTrading.Learning.Anomaly;

namespace ActorTrading.Learning.Tests.Anomaly;

public sealed class IsolationForestContract : ModelContract<IsolationForest>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(70, 4, seed: 2)];

    protected override int AnswerLength => 1;

    protected override IsolationForest Fit() =>
        IsolationForest.Fit(Samples.Matrix(Samples.Rows(100, 4, seed: 1)), new() { Trees = 8, SampleSize = 16, Threads = 1 });

    protected override void Predict(IsolationForest model, double[] row, double[] answer) => answer[0] = model.Score(row);

    protected override double[][] PredictBatch(IsolationForest model, double[][] rows) => [.. model.Score(Samples.Matrix(rows)).Select(s => new[] { s })];
}
