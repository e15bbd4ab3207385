using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>y = x + p, a learned vector for each step: attention alone cannot tell the order of the steps.</summary>
internal sealed class Positions : Layer
{
    private const double FirstSize = 0.02;
    private readonly Tensor _position;

    public Positions(WeightLayout layout, Shape shape)
        : base(shape, shape) => _position = layout.Add("positions", shape.Rows, shape.Width);

    public override void Initialize(Span<float> weights, ref SplitMix64 random) =>
        FirstWeights.Uniform(_position.In(weights), Output.Width, 0, Output.Rows, Output.Width, FirstSize, ref random);

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        x.CopyTo(y);
        MatrixProduct.AddTo(y, _position.In(weights));
    }

    public override void Backward(in Backpropagation pass)
    {
        MatrixProduct.AddTo(_position.In(pass.WeightGradient), pass.OutputGradient);
        pass.OutputGradient.CopyTo(pass.InputGradient);
    }
}
