using ActorTrading.Learning.Sequences;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Tests.Sequences;

/// <summary>Every parameter of every kind of network against central differences of the loss itself.</summary>
public sealed class GradientTests
{
    private const ulong DropoutSeed = 77;

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(2, 17, 0)]
    [InlineData(2, 5, 0.3)]
    public void Lstm_GradientIsTheSlope(int layers, int hidden, double dropout) =>
        MustBeTheSlope(Lstm.Network(new() { ClassCount = 3, HiddenSize = hidden, Layers = layers, Dropout = dropout }, 7, 4));

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(2, 17, 0)]
    [InlineData(2, 5, 0.3)]
    public void Gru_GradientIsTheSlope(int layers, int hidden, double dropout) =>
        MustBeTheSlope(Gru.Network(new() { ClassCount = 3, HiddenSize = hidden, Layers = layers, Dropout = dropout }, 7, 4));

    [Theory]
    [InlineData(1, 1, 0, SequencePooling.Last)]
    [InlineData(2, 2, 0, SequencePooling.Mean)]
    [InlineData(1, 2, 0.3, SequencePooling.Mean)]
    public void Transformer_GradientIsTheSlope(int layers, int heads, double dropout, SequencePooling pooling) =>
        MustBeTheSlope(TransformerEncoder.Network(new() { ClassCount = 3, Layers = layers, Heads = heads, FeedForwardWidth = 20, Dropout = dropout, Pooling = pooling }, 6, 4));

    private static void MustBeTheSlope(SequenceNetwork network)
    {
        var weights = new AlignedFloats(network.Layout.Length);
        var transposed = new AlignedFloats(network.Layout.TransposedLength);
        var work = new AlignedFloats(network.LearnWorkLength);
        var gradient = new AlignedFloats(network.Layout.Length);
        var unused = new AlignedFloats(network.Layout.Length);
        var random = new SplitMix64(3);
        network.Initialize(weights.Span, ref random);
        Blur(network, weights.Span);
        network.Layout.Transpose(weights.Span, transposed.Span);
        var x = Samples.Rows(1, network.Steps * network.FeatureCount, seed: 4)[0].Select(v => (float)v).ToArray();
        network.Learn(weights.Span, transposed.Span, x, 1, 1, gradient.Span, work.Span, DropoutSeed);
        Assert.Equal(network.Layout.Tensors.Count, network.Layout.Tensors.Select(t => t.Name).Distinct().Count());
        foreach (var tensor in network.Layout.Tensors)
        {
            var (apart, size) = (0.0, 0.0);
            var part = tensor.In(weights.Span);
            var step = (part.Length / 60) | 1;
            for (var i = 0; i < part.Length; i += step)
            {
                var claimed = tensor.In(gradient.Span)[i];
                var slope = Slope(() => network.Learn(weights.Span, transposed.Span, x, 1, 0, unused.Span, work.Span, DropoutSeed), ref part[i]);
                apart += Math.Pow(slope - claimed, 2);
                size += slope * slope;
            }

            Assert.True(size > 0, $"{tensor.Name} has no slope at all.");
            Assert.True(Math.Sqrt(apart / size) < 3e-3, $"{tensor.Name}: {Math.Sqrt(apart / size):0.0000} of its length {Math.Sqrt(size):0.000000} is wrong.");
        }
    }

    /// <summary>Offsets and gains leave their first values, so that each is a number like any other.</summary>
    private static void Blur(SequenceNetwork network, Span<float> weights)
    {
        var random = new Random(9);
        foreach (var tensor in network.Layout.Tensors.Where(t => t.Rows == 1))
        {
            foreach (ref var weight in tensor.In(weights))
            {
                weight += (float)(0.2 * Samples.Normal(random));
            }
        }
    }

    /// <summary>Central differences at one and two steps, weighted so that the third derivative drops out too.</summary>
    private static double Slope(Func<double> loss, ref float weight)
    {
        const float Step = 0.02f;
        var start = weight;
        var losses = new double[5];
        for (var i = 0; i < 5; i++)
        {
            weight = start + ((i - 2) * Step);
            losses[i] = loss();
        }

        weight = start;
        return ((8 * (losses[3] - losses[1])) - (losses[4] - losses[0])) / (12 * Step);
    }
}
