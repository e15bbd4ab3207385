using System.Numerics;
using System.Text;

namespace ActorTrading.Storage.Journal;

/// <summary>Gives equal short texts the same string without decoding them again; direct-mapped, so it never grows.</summary>
internal sealed class Utf8Cache
{
    private const int Slots = 512;
    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        ref var slot = ref _slots[hash % Slots];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }
}
