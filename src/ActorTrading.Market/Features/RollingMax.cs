namespace ActorTrading.Market.Features;

/// <summary>The greatest of the last w values, by the same two blocks as <see cref="RollingSum"/> (van Herk 1992). O(1) amortised, w doubles.</summary>
internal sealed class RollingMax
{
    private readonly double[] _slots;
    private int _position;
    private double _head = double.NegativeInfinity;

    public RollingMax(int window)
    {
        _slots = new double[window];
        Array.Fill(_slots, double.NegativeInfinity);
    }

    public double Value { get; private set; }

    public void Add(double value)
    {
        var slots = _slots;
        slots[_position++] = value;
        _head = Math.Max(_head, value);
        if (_position < slots.Length)
        {
            Value = Math.Max(slots[_position], _head);
            return;
        }

        Value = _head;
        for (var i = slots.Length - 2; i >= 0; i--)
        {
            slots[i] = Math.Max(slots[i], slots[i + 1]);
        }

        _position = 0;
        _head = double.NegativeInfinity;
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
        StateFormat.ExpectEqual(reader.ReadInt32(), _slots.Length, "window of a maximum");
        _position = StateFormat.ReadCount(reader, _slots.Length - 1, "position in a maximum");
        _head = reader.ReadDouble();
        Value = reader.ReadDouble();
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = reader.ReadDouble();
        }
    }
}
