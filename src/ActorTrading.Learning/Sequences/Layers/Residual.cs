using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>y = x + f(x) (He et al. 2016).</summary>
internal sealed class Residual(Layer inner) : Layer(inner.Input, inner.Output)
{
    public override int TapeLength => inner.TapeLength + Output.Size;

    public override int ScratchLength => inner.ScratchLength;

    public override void Initialize(Span<float> weights, ref SplitMix64 random) => inner.Initialize(weights, ref random);

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var change = tape[..Output.Size];
        inner.Forward(weights, x, change, tape[Output.Size..], dropout);
        x.CopyTo(y);
        MatrixProduct.AddTo(y, change);
    }

    public override void Backward(in Backpropagation pass)
    {
        inner.Backward(pass with { Y = pass.Tape[..Output.Size], Tape = pass.Tape[Output.Size..] });
        MatrixProduct.AddTo(pass.InputGradient, pass.OutputGradient);
    }
}
