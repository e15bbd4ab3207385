using System.Buffers;

namespace ActorTrading.Engine.Codecs;

/// <summary>Appends LEB128 variable-length integers, as in Protocol Buffers, to a pooled buffer.</summary>
internal ref struct VarintWriter(int sizeHint)
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, 64));
    private int _length;

    /// <summary>Makes room for a number of integers of at most ten bytes each.</summary>
    public void Reserve(int integers)
    {
        var needed = _length + (integers * 10);
        if (needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Needs room made by <see cref="Reserve"/>.</summary>
    public void Write(ulong value)
    {
        var buffer = _buffer;
        var at = _length;
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        _length = at;
    }

    /// <summary>Zigzag: small magnitudes of either sign stay short.</summary>
    public void WriteSigned(long value) => Write((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>The bytes written; the writer must not be used afterwards.</summary>
    public byte[] Finish()
    {
        var result = _buffer.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return result;
    }
}
