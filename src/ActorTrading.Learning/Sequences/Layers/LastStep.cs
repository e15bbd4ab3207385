namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>The last step alone.</summary>
internal sealed class LastStep(Shape input) : Layer(input, new Shape(1, input.Width))
{
    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout) =>
        x[^Output.Width..].CopyTo(y);

    public override void Backward(in Backpropagation pass)
    {
        pass.InputGradient.Clear();
        pass.OutputGradient.CopyTo(pass.InputGradient[^Output.Width..]);
    }
}
