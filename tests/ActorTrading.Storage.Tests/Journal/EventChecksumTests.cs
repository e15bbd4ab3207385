using System.Buffers.Binary;
using ActorTrading.Storage.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class EventChecksumTests
{
    [Fact]
    public void BitByBit_PublishedCheckValue_Agrees() => Assert.Equal(0xE3069283L, BitByBit("123456789"u8));

    [Fact]
    public void Of_AnyNumberAndBytes_AgreesWithTheBitwiseDefinition() => Prop.ForAll<long, byte[]>((number, bytes) =>
    {
        var all = new byte[sizeof(long) + bytes.Length];
        BinaryPrimitives.WriteInt64LittleEndian(all, number);
        bytes.CopyTo(all, sizeof(long));
        return EventChecksum.Of(number, bytes) == BitByBit(all);
    }).QuickCheckThrowOnFailure();

    /// <summary>CRC-32C by its definition: reflected polynomial 0x82F63B78, start and end inverted.</summary>
    private static long BitByBit(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        return ~crc;
    }
}
