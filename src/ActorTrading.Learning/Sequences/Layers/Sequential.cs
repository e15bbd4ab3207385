namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Layers one after the other; the tape holds what each hands to the next.</summary>
internal sealed class Sequential(Layer[] layers) : Layer(layers[0].Input, layers[^1].Output)
{
    private readonly int _widest = layers.Max(l => l.Output.Size);

    public override int TapeLength { get; } = layers.Sum(l => l.TapeLength) + layers[..^1].Sum(l => l.Output.Size);

    public override int ScratchLength => (2 * _widest) + layers.Max(l => l.ScratchLength);

    public override void Initialize(Span<float> weights, ref SplitMix64 random)
    {
        foreach (var layer in layers)
        {
            layer.Initialize(weights, ref random);
        }
    }

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var at = 0;
        for (var i = 0; i < layers.Length; i++)
        {
            var own = tape.Slice(at, layers[i].TapeLength);
            at += own.Length;
            var output = i < layers.Length - 1 ? tape.Slice(at, layers[i].Output.Size) : y;
            layers[i].Forward(weights, x, output, own, dropout);
            x = output;
            at += output.Length;
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        var y = pass.Y;
        var dy = pass.OutputGradient;
        var end = TapeLength;
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var layer = layers[i];
            var own = pass.Tape.Slice(end - layer.TapeLength, layer.TapeLength);
            end -= own.Length + (i > 0 ? layer.Input.Size : 0);
            var x = i > 0 ? pass.Tape.Slice(end, layer.Input.Size) : pass.X;
            var dx = i > 0 ? pass.Scratch.Slice((i % 2) * _widest, layer.Input.Size) : pass.InputGradient;
            layer.Backward(pass with { X = x, Y = y, Tape = own, OutputGradient = dy, InputGradient = dx, Scratch = pass.Scratch[(2 * _widest)..] });
            y = x;
            dy = dx;
        }
    }
}
