namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Rows (steps) and the floats from one row to the next.</summary>
internal readonly record struct Shape(int Rows, int Width)
{
    public int Size => Rows * Width;
}
