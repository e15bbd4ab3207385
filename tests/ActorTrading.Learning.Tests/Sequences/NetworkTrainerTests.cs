using ActorTrading.Learning.Sequences;
using ActorTrading.Learning.Sequences.Training;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class NetworkTrainerTests
{
    /// <summary>Without memory and with a large epsilon a step is nearly the gradient itself, so that its length shows the bound.</summary>
    [Theory]
    [InlineData(0.002)]
    [InlineData(0.01)]
    public void Fit_OneBatch_MovesTheWeightsByTheClippedGradient(double bound)
    {
        var set = SequenceSamples.Banded(40, seed: 1);
        var options = new SequenceTrainingOptions { Epochs = 1, BatchSize = 40, LearningRate = 1, Beta1 = 0, Beta2 = 0, Epsilon = 1, ClipNorm = bound };
        var trainer = new NetworkTrainer(Lstm.Network(new() { HiddenSize = 8 }, set.Steps, set.Rows.Columns), options);
        float[] before = [.. trainer.Weights.Span];

        trainer.Fit(new PreparedSet(set, SequenceStandardizer.Of(set)), valid: null, progress: null, CancellationToken.None);

        Assert.InRange(Distance(before, trainer.Weights.Span), 0.99 * bound, 1.001 * bound);
    }

    /// <summary>One window more than a batch, and fewer windows than pieces: every window is learned, none twice.</summary>
    [Theory]
    [InlineData(5, 4)]
    [InlineData(3, 64)]
    public void Fit_OddBatches_Learn(int windows, int batchSize)
    {
        var set = SequenceSamples.Lagged(windows, seed: 3);
        var trainer = new NetworkTrainer(Gru.Network(new() { ClassCount = 2, HiddenSize = 8 }, set.Steps, set.Rows.Columns), new() { Epochs = 200, BatchSize = batchSize, LearningRate = 0.02 });
        var losses = new List<double>();
        var prepared = new PreparedSet(set, SequenceStandardizer.Of(set));

        trainer.Fit(prepared, prepared, new Listener(losses), CancellationToken.None);

        Assert.InRange(losses[^1], 0, 0.01);
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Math.Pow(a[i] - b[i], 2);
        }

        return Math.Sqrt(sum);
    }

    private sealed class Listener(List<double> losses) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => losses.Add(value.ValidationLoss);
    }
}
