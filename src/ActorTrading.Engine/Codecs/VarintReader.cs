namespace ActorTrading.Engine.Codecs;

/// <summary>Reads what <see cref="VarintWriter"/> wrote.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool AtEnd => _at == _bytes.Length;

    /// <exception cref="InvalidDataException">The bytes end within a number, or the number has more than 64 bits.</exception>
    public ulong Read()
    {
        var bytes = _bytes;
        var at = _at;
        ulong value = 0;
        var shift = 0;
        while (at < bytes.Length)
        {
            var b = bytes[at++];
            if (shift == 63 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                _at = at;
                return value;
            }

            shift += 7;
        }

        throw new InvalidDataException($"Byte {_at} of {bytes.Length}: not a variable-length integer of 64 bits.");
    }

    public long ReadSigned()
    {
        var value = Read();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
