using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

public sealed class HarRvContract : ModelContract<HarRv>
{
    protected override double[][] Rows { get; } = [.. Samples.Rows(5, 8, seed: 2).Select(r => r.Select(v => v * v).ToArray())];

    protected override int AnswerLength => 1;

    protected override HarRv Fit() => HarRv.Fit(
        [.. Simulated.Garch(200, 0.1, 0.2, 0.7, seed: 1).Select(r => r * r)], new() { Weekly = 3, Monthly = 8, Horizon = 2 });

    protected override void Predict(HarRv model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(HarRv model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows)).Select(v => new[] { v })];
}
