using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using ActorTrading.Actors.Serialization;
using static ActorTrading.Actors.Sharding.EventSourcedRememberEntitiesShardStore;
using static ActorTrading.Actors.Sharding.RememberedShards;

namespace ActorTrading.Actors.Sharding;

/// <summary>
/// Writes what sharding keeps of remembered entities; a durable journal needs it where <see cref="ClusterShardingSettings.RememberEntities"/>
/// is on. Protocol Buffers: <c>repeated string id = 1</c>. Fields that it does not know are refused, not skipped.
/// </summary>
public sealed class ShardingSerializer : SerializerWithStringManifest
{
    private const string EntitiesStartedManifest = "entities-started:1";
    private const string EntitiesStoppedManifest = "entities-stopped:1";
    private const string EntitiesRememberedManifest = "entities-remembered:1";
    private const string ShardHomeAllocatedManifest = "shard-home-allocated:1";
    private const byte IdField = 0x0A;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The number that Akka.NET's serializer of sharding has.</summary>
    public override int Identifier => 13;

    /// <summary>Adds it, for all the types it writes.</summary>
    public static Serialization.Serialization AddTo(Serialization.Serialization serialization)
    {
        ArgumentNullException.ThrowIfNull(serialization);
        return serialization.Add(
            new ShardingSerializer(), typeof(EntitiesStarted), typeof(EntitiesStopped), typeof(EntitiesRemembered), typeof(ShardHomeAllocated));
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Sharding stores no such thing.</exception>
    public override string Manifest(object obj) => obj switch
    {
        EntitiesStarted => EntitiesStartedManifest,
        EntitiesStopped => EntitiesStoppedManifest,
        EntitiesRemembered => EntitiesRememberedManifest,
        ShardHomeAllocated => ShardHomeAllocatedManifest,
        _ => throw new SerializationException($"{obj.GetType().FullName} is nothing that sharding stores."),
    };

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Sharding stores no such thing, or an id is no well-formed text.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        EntitiesStarted e => Write(e.Entities),
        EntitiesStopped e => Write(e.Entities),
        EntitiesRemembered e => Write(e.Entities),
        ShardHomeAllocated e => Write([e.Shard]),
        _ => throw new SerializationException($"{obj.GetType().FullName} is nothing that sharding stores."),
    };

    /// <inheritdoc/>
    public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest) => manifest switch
    {
        EntitiesStartedManifest => new EntitiesStarted(Read(bytes)),
        EntitiesStoppedManifest => new EntitiesStopped(Read(bytes)),
        EntitiesRememberedManifest => new EntitiesRemembered(Read(bytes)),
        ShardHomeAllocatedManifest => Read(bytes) is [var shard] ? new ShardHomeAllocated(shard) : throw Damaged("one id was to be expected"),
        _ => throw new SerializationException($"Manifest '{manifest}' is unknown to the serializer of sharding: written by a newer version?"),
    };

    private static byte[] Write(ImmutableArray<string> ids)
    {
        using var stream = new MemoryStream();
        foreach (var id in ids)
        {
            byte[] text;
            try
            {
                text = Utf8.GetBytes(id);
            }
            catch (EncoderFallbackException e)
            {
                throw new SerializationException($"The id '{id}' is no well-formed text and cannot be remembered.", e);
            }

            stream.WriteByte(IdField);
            var length = (uint)text.Length;
            for (; length >= 0x80; length >>= 7)
            {
                stream.WriteByte((byte)(length | 0x80));
            }

            stream.WriteByte((byte)length);
            stream.Write(text);
        }

        return stream.ToArray();
    }

    private static ImmutableArray<string> Read(ReadOnlySpan<byte> bytes)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        while (bytes.Length > 0)
        {
            if (bytes[0] != IdField)
            {
                throw Damaged($"field {bytes[0]} instead of {IdField}");
            }

            bytes = bytes[1..];
            var length = ReadLength(ref bytes);
            if (length > bytes.Length)
            {
                throw Damaged($"an id of {length} bytes where {bytes.Length} are left");
            }

            ids.Add(Decode(bytes[..(int)length]));
            bytes = bytes[(int)length..];
        }

        return ids.DrainToImmutable();
    }

    private static uint ReadLength(ref ReadOnlySpan<byte> bytes)
    {
        uint length = 0;
        for (var shift = 0; shift < 32 && bytes.Length > 0; shift += 7)
        {
            var one = bytes[0];
            bytes = bytes[1..];
            length |= (one & 0x7Fu) << shift;
            if (one < 0x80)
            {
                return length;
            }
        }

        throw Damaged("a length that does not end");
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return Utf8.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new SerializationException("Stored ids of sharding are damaged: an id is no UTF-8.", e);
        }
    }

    private static SerializationException Damaged(string how) => new($"Stored ids of sharding are damaged: {how}.");
}
