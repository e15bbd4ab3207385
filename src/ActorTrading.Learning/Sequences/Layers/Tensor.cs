namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Where one parameter matrix stands in the flat weights.</summary>
/// <param name="Columns">A multiple of the vector width; what lies beyond the units stays zero.</param>
internal readonly record struct Tensor(string Name, int Offset, int Rows, int Columns)
{
    public int Size => Rows * Columns;

    public Span<float> In(Span<float> weights) => weights.Slice(Offset, Size);

    public ReadOnlySpan<float> In(ReadOnlySpan<float> weights) => weights.Slice(Offset, Size);
}
