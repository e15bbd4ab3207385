using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>y = x W + b for each step.</summary>
internal sealed class Dense : Layer
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Tensor _weight;
    private readonly Tensor _transposed;
    private readonly Tensor _offset;

    public Dense(WeightLayout layout, string name, Shape input, int inputs, int outputs)
        : base(input, new Shape(input.Rows, VectorMath.Padded(outputs)))
    {
        _inputs = inputs;
        _outputs = outputs;
        _weight = layout.Add($"{name}.weight", inputs, outputs);
        _transposed = layout.AddTransposed(_weight);
        _offset = layout.Add($"{name}.offset", 1, outputs);
    }

    public override void Initialize(Span<float> weights, ref SplitMix64 random) =>
        FirstWeights.Glorot(_weight.In(weights), _weight.Columns, 0, _inputs, _outputs, ref random);

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        MatrixProduct.Fill(y, _offset.In(weights), Output.Rows);
        MatrixProduct.Add(y, Output.Width, x, Input.Width, 1, _weight.In(weights), Output.Width, Output.Rows, _inputs, Output.Width);
    }

    public override void Backward(in Backpropagation pass)
    {
        var dy = pass.OutputGradient;
        MatrixProduct.Add(_weight.In(pass.WeightGradient), Output.Width, pass.X, 1, Input.Width, dy, Output.Width, _inputs, Output.Rows, Output.Width);
        MatrixProduct.AddRows(_offset.In(pass.WeightGradient), dy, Output.Width, Output.Rows);
        if (!pass.InputGradient.IsEmpty)
        {
            pass.InputGradient.Clear();
            MatrixProduct.Add(
                pass.InputGradient, Input.Width, dy, Output.Width, 1, _transposed.In(pass.Transposed), Input.Width, Output.Rows, _outputs, Input.Width);
        }
    }
}
