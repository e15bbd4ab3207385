namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>While learning, each value is zero with the given chance and otherwise 1 / (1 - chance) times itself (Srivastava et al. 2014).</summary>
/// <param name="place">Number of this layer in its network: each draws its own values.</param>
internal sealed class Dropout(Shape shape, double rate, int place) : Layer(shape, shape)
{
    public override int TapeLength => Output.Size;

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        if (dropout == 0)
        {
            x.CopyTo(y);
            return;
        }

        var random = new SplitMix64(dropout + ((ulong)place << 56));
        var kept = (float)(1 / (1 - rate));
        for (var i = 0; i < y.Length; i++)
        {
            tape[i] = random.NextDouble() < rate ? 0 : kept;
            y[i] = x[i] * tape[i];
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        for (var i = 0; i < pass.InputGradient.Length; i++)
        {
            pass.InputGradient[i] = pass.OutputGradient[i] * pass.Tape[i];
        }
    }
}
