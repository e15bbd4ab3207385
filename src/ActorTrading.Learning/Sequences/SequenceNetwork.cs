using ActorTrading.Learning.Sequences.Layers;

namespace ActorTrading.Learning.Sequences;

/// <summary>Shape of a network from standardised rows to one score per class; weights come from outside.</summary>
internal sealed class SequenceNetwork
{
    public const int MaxFeatures = 4096;

    /// <summary>Up to this size of all weights no sum or square inside the widest network leaves single precision: a normalised step is at most the root of its width.</summary>
    public const float LargestWeight = 1e4f;
    private readonly Layer _layers;

    private SequenceNetwork(WeightLayout layout, Layer layers, int classCount)
    {
        Layout = layout;
        _layers = layers;
        ClassCount = classCount;
    }

    public WeightLayout Layout { get; }

    public int Steps => _layers.Input.Rows;

    public int FeatureCount => _layers.Input.Width;

    public int ClassCount { get; }

    /// <summary>Floats of work space for an answer.</summary>
    public int WorkLength => _layers.Output.Size + _layers.TapeLength;

    /// <summary>Floats of work space for a gradient.</summary>
    public int LearnWorkLength => WorkLength + _layers.Output.Size + _layers.ScratchLength;

    /// <param name="recurrent">Makes a layer of a name, its input's shape and how many of its input's columns are in use.</param>
    public static SequenceNetwork Recurrent(RecurrentOptions options, int steps, int features, Func<WeightLayout, string, Shape, int, Layer> recurrent)
    {
        Check.Range(features, 1, MaxFeatures, nameof(features));
        var layout = new WeightLayout();
        var layers = new List<Layer>();
        var (shape, inputs) = (new Shape(steps, features), features);
        for (var i = 0; i < options.Layers; i++)
        {
            layers.Add(recurrent(layout, $"layer{i}", shape, inputs));
            (shape, inputs) = (layers[^1].Output, options.HiddenSize);
            if (i == options.Layers - 1)
            {
                layers.Add(new LastStep(shape));
                shape = layers[^1].Output;
            }

            if (options.Dropout > 0)
            {
                layers.Add(new Dropout(shape, options.Dropout, layers.Count));
            }
        }

        layers.Add(new Dense(layout, "head", shape, inputs, options.ClassCount));
        return new SequenceNetwork(layout, new Sequential([.. layers]), options.ClassCount);
    }

    public static SequenceNetwork Transformer(TransformerEncoderOptions options, int steps, int features)
    {
        Check.Range(features, 1, MaxFeatures, nameof(features));
        var layout = new WeightLayout();
        var width = options.Heads * options.HeadWidth;
        var shape = new Shape(steps, width);
        var layers = new List<Layer> { new Dense(layout, "embedding", new Shape(steps, features), features, width), new Positions(layout, shape) };
        for (var i = 0; i < options.Layers; i++)
        {
            var name = $"block{i}";
            layers.Add(new Residual(Droppable(options.Dropout, 2 * i, new LayerNorm(layout, $"{name}.attention-norm", shape), new CausalAttention(layout, $"{name}.attention", shape, options.Heads, options.HeadWidth))));
            var norm = new LayerNorm(layout, $"{name}.feed-forward-norm", shape);
            var widen = new Dense(layout, $"{name}.widen", shape, width, options.FeedForwardWidth);
            layers.Add(new Residual(Droppable(options.Dropout, (2 * i) + 1, norm, widen, new Gelu(widen.Output), new Dense(layout, $"{name}.narrow", widen.Output, options.FeedForwardWidth, width))));
        }

        layers.Add(new LayerNorm(layout, "norm", shape));
        layers.Add(options.Pooling == SequencePooling.Mean ? new MeanOfSteps(shape) : new LastStep(shape));
        layers.Add(new Dense(layout, "head", layers[^1].Output, width, options.ClassCount));
        return new SequenceNetwork(layout, new Sequential([.. layers]), options.ClassCount);
    }

    public void Initialize(Span<float> weights, ref SplitMix64 random) => _layers.Initialize(weights, ref random);

    /// <summary>Class probabilities of one standardised window.</summary>
    public void PredictProba(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> work, Span<double> probabilities) =>
        Forward(weights, x, work, probabilities, dropout: 0);

    /// <summary>Adds <paramref name="share"/> times the gradient of one window's log-loss to <paramref name="gradient"/>.</summary>
    /// <returns>The log-loss in nats.</returns>
    public double Learn(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> transposed, ReadOnlySpan<float> x, int label, double share, Span<float> gradient, Span<float> work, ulong dropout)
    {
        Span<double> probabilities = stackalloc double[ClassCount];
        Forward(weights, x, work, probabilities, dropout);
        var slopes = work.Slice(WorkLength, _layers.Output.Size);
        slopes.Clear();
        for (var k = 0; k < ClassCount; k++)
        {
            slopes[k] = (float)(share * (probabilities[k] - (k == label ? 1 : 0)));
        }

        _layers.Backward(new Backpropagation
        {
            Weights = weights,
            Transposed = transposed,
            X = x,
            Y = work[.._layers.Output.Size],
            Tape = work[_layers.Output.Size..WorkLength],
            OutputGradient = slopes,
            InputGradient = default,
            WeightGradient = gradient,
            Scratch = work[(WorkLength + slopes.Length)..],
        });
        return Probabilities.LogLoss(probabilities[label]);
    }

    private static Sequential Droppable(double dropout, int place, params Layer[] layers) =>
        new(dropout > 0 ? [.. layers, new Dropout(layers[^1].Output, dropout, place)] : layers);

    private void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> work, Span<double> probabilities, ulong dropout)
    {
        var scores = work[.._layers.Output.Size];
        _layers.Forward(weights, x, scores, work[_layers.Output.Size..WorkLength], dropout);
        for (var k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = scores[k];
        }

        Probabilities.Softmax(probabilities);
    }
}
