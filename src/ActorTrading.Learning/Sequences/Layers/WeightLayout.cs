using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Hands out places in one flat array to the parameters of a network, and in a second one to the transposed copies that gradients flow through.</summary>
internal sealed class WeightLayout
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<(Tensor From, Tensor To)> _transposed = [];

    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>Floats of all parameters.</summary>
    public int Length { get; private set; }

    /// <summary>Floats of all transposed copies.</summary>
    public int TransposedLength { get; private set; }

    /// <summary>A parameter matrix whose rows are padded to whole vectors.</summary>
    public Tensor Add(string name, int rows, int columns)
    {
        var tensor = new Tensor(name, Length, rows, VectorMath.Padded(columns));
        Length = checked(Length + tensor.Size);
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>The place of a copy of <paramref name="tensor"/> with rows and columns exchanged.</summary>
    public Tensor AddTransposed(Tensor tensor)
    {
        var copy = new Tensor(tensor.Name, TransposedLength, tensor.Columns, VectorMath.Padded(tensor.Rows));
        TransposedLength = checked(TransposedLength + copy.Size);
        _transposed.Add((tensor, copy));
        return copy;
    }

    /// <summary>Brings the transposed copies up to date.</summary>
    public void Transpose(ReadOnlySpan<float> weights, Span<float> transposed)
    {
        foreach (var (from, to) in _transposed)
        {
            var source = from.In(weights);
            var target = to.In(transposed);
            for (var i = 0; i < from.Rows; i++)
            {
                for (var j = 0; j < from.Columns; j++)
                {
                    target[(j * to.Columns) + i] = source[(i * from.Columns) + j];
                }
            }
        }
    }
}
