using System.Runtime.CompilerServices;

namespace ActorTrading.Market.Windows;

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

    /// <returns>The sum of the last values, this one included.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        var slots = _slots;
        var position = _position;
        slots[position++] = value;
        var head = _head + value;
        if (position >= slots.Length)
        {
            return EndBlock(head);
        }

        _position = position;
        _head = head;
        return slots[position] + head;
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
        StateFormat.ExpectEqual(reader.ReadInt32(), _slots.Length, "window of a sum");
        _position = StateFormat.ReadCount(reader, _slots.Length - 1, "position in a sum");
        _head = reader.ReadDouble();
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = reader.ReadDouble();
        }
    }

    private double EndBlock(double sum)
    {
        for (var i = _slots.Length - 2; i >= 0; i--)
        {
            _slots[i] += _slots[i + 1];
        }

        _position = 0;
        _head = 0;
        return sum;
    }
}
