using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class TemperatureScalingContract : ModelContract<TemperatureScaling>
{
    protected override double[][] Rows { get; } = Forecasts.Rows(60, 3, seed: 2);

    protected override int AnswerLength => 3;

    protected override TemperatureScaling Fit() => TemperatureScaling.Fit(Samples.Matrix(Forecasts.Rows(60, 3, seed: 1)), Forecasts.Labels(60, 3, seed: 3));

    protected override void Predict(TemperatureScaling model, double[] row, double[] answer) => model.Transform(row, answer);

    protected override double[][] PredictBatch(TemperatureScaling model, double[][] rows) => Samples.RowsOf(model.Transform(Samples.Matrix(rows)));
}
