using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>The mean over all steps.</summary>
internal sealed class MeanOfSteps(Shape input) : Layer(input, new Shape(1, input.Width))
{
    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        y.Clear();
        MatrixProduct.AddRows(y, x, Input.Width, Input.Rows);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] /= Input.Rows;
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        for (var i = 0; i < pass.InputGradient.Length; i++)
        {
            pass.InputGradient[i] = pass.OutputGradient[i % Output.Width] / Input.Rows;
        }
    }
}
