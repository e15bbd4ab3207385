using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ActorTrading.Storage.Journal;

/// <summary>CRC-32C (Castagnoli, RFC 3720 section 12.1) of a number followed by bytes, all little-endian.</summary>
internal static class EventChecksum
{
    public static long Of(long number, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, Little((ulong)number));
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, Little(word));
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc; // still 32 bits: inverted before it widens
    }

    private static ulong Little(ulong value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
