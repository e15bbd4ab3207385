using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class MessageExtractorTest
{
    /// <summary>The one hash that has no absolute value.</summary>
    private const string HashesToIntMin = " \u01f0\ua801)";

    private static readonly IMessageExtractor Ten = HashCodeMessageExtractor.Create(10, static m => m as string);

    /// <summary>Worked out with a separate implementation of Scala's algorithm.</summary>
    [Theory]
    [InlineData("", -1632357289)]
    [InlineData("a", 1561762017)]
    [InlineData("ab", -2081011331)]
    [InlineData("abc", 1967728568)]
    [InlineData("BTC-USDT", -83977414)]
    [InlineData("ETH-USDT", -1482044708)]
    [InlineData("hello", 1782607923)]
    [InlineData("Hello, World", -526102867)]
    [InlineData("你好", -1564509930)]
    [InlineData("🐍", 1793702792)]
    [InlineData(HashesToIntMin, int.MinValue)]
    public void StringHash_IsThatOfEveryProcess(string text, int hash) => Assert.Equal(hash, MurmurHash.StringHash(text));

    [Theory]
    [InlineData("a", "7")]
    [InlineData("ab", "1")]
    [InlineData("BTC-USDT", "4")]
    [InlineData("hello", "3")]
    [InlineData(HashesToIntMin, "0")]
    public void ShardId_IsTheAbsoluteHashModuloShards(string entityId, string shard)
    {
        Assert.Equal(shard, Ten.ShardId(entityId));
        Assert.Equal(shard, Ten.ShardId((object)entityId));
        Assert.Equal(shard, Ten.ShardId(new ShardRegion.StartEntity(entityId)));
    }

    [Fact]
    public void ShardIds_StayInRange_AndAreAllUsed()
    {
        var used = Enumerable.Range(0, 10_000).Select(i => int.Parse(Ten.ShardId($"symbol-{i}"))).ToList();

        Assert.All(used, s => Assert.InRange(s, 0, 9));
        Assert.Equal(10, used.Distinct().Count());
    }

    [Fact]
    public void ManyShards_HaveNumbersToo()
    {
        var extractor = HashCodeMessageExtractor.Create(1_000_000, static m => m as string);

        Assert.Equal((1561762017 % 1_000_000).ToString(), extractor.ShardId("a"));
    }

    [Fact]
    public void Create_WithoutMessageExtractor_HandsTheMessageItself()
    {
        Assert.Equal("x", Ten.EntityMessage("x"));
        Assert.Equal(3, HashCodeMessageExtractor.Create(1, static m => m as string, static m => ((string)m).Length).EntityMessage("abc"));
        Assert.Null(Ten.EntityId(42));
        Assert.Null(Ten.ShardId(42));
    }

    [Fact]
    public void NoShards_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HashCodeMessageExtractor.Create(0, static m => m as string));

    [Theory]
    [InlineData("plain-id_1.x~", "plain-id_1.x~")]
    [InlineData("a/b c", "a%2Fb%20c")]
    [InlineData("$x", "%24x")]
    [InlineData("é", "%C3%A9")]
    public void ActorName_IsPercentEncoded(string id, string name) => Assert.Equal(name, EntityAddress.ActorName(id));

    [Fact]
    public void ActorName_OfTextThatIsNoUnicode_IsValidAndItsOwn()
    {
        var names = new[] { "\ud800", "\ud801", "\udc00", "\ud800x", "\ufffd", "x\ud83d\udc0d\ud800" }.Select(EntityAddress.ActorName).ToList();

        Assert.All(names, n => Assert.True(ActorPath.IsValidPathElement(n), n));
        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
