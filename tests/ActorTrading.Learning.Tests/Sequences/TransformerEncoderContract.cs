using ActorTrading.Learning.Sequences;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class TransformerEncoderContract : ModelContract<TransformerEncoder>
{
    protected override double[][] Rows { get; } = Samples.Rows(9, SequenceSamples.Steps * SequenceSamples.Features, seed: 2);

    protected override int AnswerLength => 3;

    protected override TransformerEncoder Fit() =>
        TransformerEncoder.Fit(SequenceSamples.Banded(30, seed: 1), options: new() { Layers = 1, Heads = 1, FeedForwardWidth = 12, Training = new() { Epochs = 1, Threads = 1 } });

    protected override void Predict(TransformerEncoder model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(TransformerEncoder model, double[][] rows) => SequenceSamples.Batch(model, rows);
}
