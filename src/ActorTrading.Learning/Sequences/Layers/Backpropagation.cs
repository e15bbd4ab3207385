namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>What a layer sees on the way back: what it read and wrote on the way forth, and where gradients come from and go to.</summary>
internal readonly ref struct Backpropagation
{
    public required ReadOnlySpan<float> Weights { get; init; }

    public required ReadOnlySpan<float> Transposed { get; init; }

    public required ReadOnlySpan<float> X { get; init; }

    public required ReadOnlySpan<float> Y { get; init; }

    public required ReadOnlySpan<float> Tape { get; init; }

    /// <summary>Slope of the loss in <see cref="Y"/>.</summary>
    public required ReadOnlySpan<float> OutputGradient { get; init; }

    /// <summary>Slope of the loss in <see cref="X"/>, overwritten; empty where nobody asks.</summary>
    public required Span<float> InputGradient { get; init; }

    /// <summary>Slopes of the loss in the weights, added to.</summary>
    public required Span<float> WeightGradient { get; init; }

    public required Span<float> Scratch { get; init; }
}
