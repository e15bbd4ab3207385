using ActorTrading.Learning.Sequences;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class LstmContract : ModelContract<Lstm>
{
    protected override double[][] Rows { get; } = Samples.Rows(9, SequenceSamples.Steps * SequenceSamples.Features, seed: 2);

    protected override int AnswerLength => 3;

    protected override Lstm Fit() =>
        Lstm.Fit(SequenceSamples.Banded(30, seed: 1), options: new() { HiddenSize = 4, Layers = 2, Dropout = 0.2, Training = new() { Epochs = 1, Threads = 1 } });

    protected override void Predict(Lstm model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(Lstm model, double[][] rows) => SequenceSamples.Batch(model, rows);
}
