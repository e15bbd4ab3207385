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

        ref var slot = ref _slots[EventChecksum.Of(utf8.Length, utf8) % Slots];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }
}
