using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class PlattScalingContract : ModelContract<PlattScaling>
{
    protected override double[][] Rows { get; } = Samples.Rows(60, 1, seed: 2);

    protected override int AnswerLength => 1;

    protected override PlattScaling Fit()
    {
        var scores = Samples.Rows(1, 60, seed: 1)[0];
        return PlattScaling.Fit(scores, [.. scores.Select((s, i) => s + Math.Sin(i) > 0)]);
    }

    protected override void Predict(PlattScaling model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(PlattScaling model, double[][] rows)
    {
        var answers = new double[rows.Length];
        model.Transform([.. rows.Select(r => r[0])], answers);
        return [.. answers.Select(a => new[] { a })];
    }
}
