namespace ActorTrading.Market.Features;

/// <summary>
/// The sum of the last w values, without drift: each block of w values is turned once into sums from its end, and a window is the rest of the last block
/// plus the beginning of this one. Nothing is ever subtracted, so the error is that of a plain sum. O(1) amortised, w doubles.
/// </summary>
internal sealed class RollingSum(int window)
{
    // Up to the position: values of this block. Behind it: sums of the last block from there to its end.
    private readonly double[] _slots = new double[window];
    private int _position;
    private double _head;

    public double Value { get; private set; }

    public void Add(double value)
    {
        var slots = _slots;
        slots[_position++] = value;
        _head += value;
        if (_position < slots.Length)
        {
            Value = slots[_position] + _head;
            return;
        }

        Value = _head;
        for (var i = slots.Length - 2; i >= 0; i--)
        {
            slots[i] += slots[i + 1];
        }

        _position = 0;
        _head = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_slots.Length);
        writer.Write(_position);
        writer.Write(_head);
        writer.Write(Value);
        foreach (var slot in _slots)
        {
            writer.Write(slot);
        }
    }

    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectEqual(reader.ReadInt32(), _slots.Length, "window of a sum");
        _position = StateFormat.ReadCount(reader, _slots.Length - 1, "position in a sum");
        _head = reader.ReadDouble();
        Value = reader.ReadDouble();
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = reader.ReadDouble();
        }
    }
}
