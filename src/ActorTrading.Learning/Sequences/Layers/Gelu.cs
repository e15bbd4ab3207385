using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>y = x (1 + tanh u) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3): the smooth gate of Hendrycks and Gimpel (2016).</summary>
internal sealed class Gelu(Shape shape) : Layer(shape, shape)
{
    private const float Slope = 0.79788456f;
    private const float Cubic = 0.044715f * Slope;

    // tanh has long been 1 here; the bound keeps the cube of a large value a number.
    private const float Bound = 1e6f;

    public override int TapeLength => Output.Size;

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var half = Vector512.Create(0.5f);
        for (var i = 0; i < y.Length; i += VectorMath.Lanes)
        {
            var value = Vector512.Create(x[i..]);
            var bounded = Vector512.Min(Vector512.Max(value, Vector512.Create(-Bound)), Vector512.Create(Bound));
            var inner = Vector512.FusedMultiplyAdd(bounded * bounded, Vector512.Create(Cubic), Vector512.Create(Slope));
            var tanh = VectorMath.Tanh(inner * bounded);
            tanh.CopyTo(tape[i..]);
            (Vector512.FusedMultiplyAdd(tanh, half, half) * value).CopyTo(y[i..]);
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        var half = Vector512.Create(0.5f);
        for (var i = 0; i < pass.X.Length; i += VectorMath.Lanes)
        {
            var value = Vector512.Create(pass.X[i..]);
            var bounded = Vector512.Min(Vector512.Max(value, Vector512.Create(-Bound)), Vector512.Create(Bound));
            var tanh = Vector512.Create(pass.Tape[i..]);
            var slopeOfInner = Vector512.FusedMultiplyAdd(bounded * bounded, Vector512.Create(3 * Cubic), Vector512.Create(Slope));
            var rest = Vector512.FusedMultiplyAdd(-tanh, tanh, Vector512<float>.One);
            var slope = half * (Vector512<float>.One + tanh + (bounded * rest * slopeOfInner));
            (slope * Vector512.Create(pass.OutputGradient[i..])).CopyTo(pass.InputGradient[i..]);
        }
    }
}
