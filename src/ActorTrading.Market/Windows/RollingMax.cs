using System.Runtime.CompilerServices;

namespace ActorTrading.Market.Windows;

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

    /// <returns>The greatest of the last values, this one included; none may be NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        var slots = _slots;
        var position = _position;
        slots[position++] = value;
        var head = double.MaxNative(value, _head);
        if (position >= slots.Length)
        {
            return EndBlock(head);
        }

        _position = position;
        _head = head;
        return double.MaxNative(slots[position], head);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_slots.Length);
        writer.Write(_position);
        writer.Write(_head);
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
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = reader.ReadDouble();
        }
    }

    private double EndBlock(double greatest)
    {
        for (var i = _slots.Length - 2; i >= 0; i--)
        {
            _slots[i] = Math.Max(_slots[i], _slots[i + 1]);
        }

        _position = 0;
        _head = double.NegativeInfinity;
        return greatest;
    }
}
