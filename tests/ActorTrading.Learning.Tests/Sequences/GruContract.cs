using ActorTrading.Learning.Sequences;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class GruContract : ModelContract<Gru>
{
    protected override double[][] Rows { get; } = Samples.Rows(9, SequenceSamples.Steps * SequenceSamples.Features, seed: 2);

    protected override int AnswerLength => 3;

    protected override Gru Fit() =>
        Gru.Fit(SequenceSamples.Banded(30, seed: 1), options: new() { HiddenSize = 4, Layers = 2, Dropout = 0.2, Training = new() { Epochs = 1, Threads = 1 } });

    protected override void Predict(Gru model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(Gru model, double[][] rows) => SequenceSamples.Batch(model, rows);
}
