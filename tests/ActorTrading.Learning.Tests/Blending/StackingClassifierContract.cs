using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Tests.Calibration;

namespace ActorTrading.Learning.Tests.Blending;

public sealed class StackingClassifierContract : ModelContract<StackingClassifier>
{
    protected override double[][] Rows { get; } = Pairs(60, seed: 2);

    protected override int AnswerLength => 3;

    protected override StackingClassifier Fit() => StackingClassifier.Fit(Samples.Matrix(Pairs(300, seed: 1)), Forecasts.Labels(300, 3, seed: 3), 3);

    protected override void Predict(StackingClassifier model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(StackingClassifier model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows)));

    private static double[][] Pairs(int count, int seed) => [.. Forecasts.Rows(count, 3, seed).Zip(Forecasts.Rows(count, 3, seed + 10), (a, b) => a.Concat(b).ToArray())];
}
