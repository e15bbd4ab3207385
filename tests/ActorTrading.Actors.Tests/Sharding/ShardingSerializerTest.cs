using System.Collections.Immutable;
using System.Runtime.Serialization;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class ShardingSerializerTest
{
    /// <summary>Bytes as they lie in journals, written by hand after the rules of Protocol Buffers; they never change.</summary>
    public static TheoryData<string, string, string> Stored => new()
    {
        { "entities-started:1", "", "" },
        { "entities-started:1", "a,é", "0A01610A02C3A9" },
        { "entities-stopped:1", "BTC-USDT", "0A084254432D55534454" },
        { "entities-remembered:1", "x,y,z", "0A01780A01790A017A" },
        { "shard-home-allocated:1", "7", "0A0137" },
    };

    private readonly Serialization.Serialization _serialization = ShardingSerializer.AddTo(new Serialization.Serialization());

    [Theory]
    [MemberData(nameof(Stored))]
    public void StoredBytes_AreReadAndWrittenAsEver(string manifest, string ids, string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var read = _serialization.Deserialize(bytes, 13, manifest);
        var writer = _serialization.FindSerializerFor(read);

        Assert.Equal(ids, string.Join(',', IdsOf(read)));
        Assert.Equal(manifest, writer.Manifest(read));
        Assert.Equal(bytes, writer.ToBinary(read));
    }

    [Fact]
    public void LongIds_KeepTheirLength()
    {
        ImmutableArray<string> ids = [new string('x', 127), new string('y', 128), new string('z', 70_000)];
        var written = new ShardingSerializer().ToBinary(new EventSourcedRememberEntitiesShardStore.EntitiesStarted(ids));

        Assert.Equal(ids, IdsOf(_serialization.Deserialize(written, 13, "entities-started:1")));
    }

    [Theory]
    [InlineData("entities-started:2", "")]
    [InlineData("entities-started:1", "12")]
    [InlineData("entities-started:1", "0A")]
    [InlineData("entities-started:1", "0A05616263")]
    [InlineData("entities-started:1", "0AFFFFFFFFFF")]
    [InlineData("entities-started:1", "0A01FF")]
    [InlineData("shard-home-allocated:1", "")]
    [InlineData("shard-home-allocated:1", "0A01610A0162")]
    public void WhatIsDamagedOrUnknown_IsRefused(string manifest, string hex) =>
        Assert.Throws<SerializationException>(() => _serialization.Deserialize(Convert.FromHexString(hex), 13, manifest));

    [Fact]
    public void IdThatIsNoText_CannotBeRemembered() => Assert.Throws<SerializationException>(
        () => new ShardingSerializer().ToBinary(new RememberedShards.ShardHomeAllocated("\ud800")));

    private static ImmutableArray<string> IdsOf(object stored) => stored switch
    {
        EventSourcedRememberEntitiesShardStore.EntitiesStarted e => e.Entities,
        EventSourcedRememberEntitiesShardStore.EntitiesStopped e => e.Entities,
        EventSourcedRememberEntitiesShardStore.EntitiesRemembered e => e.Entities,
        RememberedShards.ShardHomeAllocated e => [e.Shard],
        _ => throw new ArgumentException(stored.ToString()),
    };
}
