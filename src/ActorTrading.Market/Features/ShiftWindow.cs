namespace ActorTrading.Market.Features;

/// <summary>The last few values in order, oldest first, for formulas that need them all.</summary>
internal sealed class ShiftWindow(int window)
{
    private readonly double[] _values = new double[window];
    private int _count;

    public ReadOnlySpan<double> Values => _values.AsSpan(0, _count);

    public void Add(double value)
    {
        if (_count < _values.Length)
        {
            _values[_count++] = value;
            return;
        }

        Array.Copy(_values, 1, _values, 0, _values.Length - 1);
        _values[^1] = value;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_count);
        foreach (var value in Values)
        {
            writer.Write(value);
        }
    }

    public void Load(BinaryReader reader)
    {
        _count = StateFormat.ReadCount(reader, _values.Length, "number of values in a window");
        for (var i = 0; i < _count; i++)
        {
            _values[i] = reader.ReadDouble();
        }
    }
}
