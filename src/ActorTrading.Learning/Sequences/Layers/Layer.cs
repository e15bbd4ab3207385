namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>
/// A differentiable function of one sequence. It holds shapes and places only: weights, activations and gradients belong to the
/// caller, so that one layer serves any number of threads.
/// </summary>
internal abstract class Layer(Shape input, Shape output)
{
    public Shape Input { get; } = input;

    public Shape Output { get; } = output;

    /// <summary>Floats that the way forth leaves for the way back, whole vectors.</summary>
    public virtual int TapeLength => 0;

    /// <summary>Floats of work space on the way back, whole vectors.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>Draws the first weights; those not touched stay zero.</summary>
    public virtual void Initialize(Span<float> weights, ref SplitMix64 random)
    {
    }

    /// <param name="y">Overwritten; tape too.</param>
    /// <param name="dropout">Seed of what is dropped out; 0 = nothing, which is how a model answers.</param>
    public abstract void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout);

    public abstract void Backward(in Backpropagation pass);
}
