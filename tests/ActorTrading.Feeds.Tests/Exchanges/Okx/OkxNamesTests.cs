using ActorTrading.Feeds.Exchanges.Okx;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Exchanges.Okx;

public sealed class OkxNamesTests
{
    [Theory]
    [InlineData("BTC-USDT", "BTC-USDT")]
    [InlineData("BTC-USDT-PERP", "BTC-USDT-SWAP")]
    [InlineData("BTC-USD-PERP", "BTC-USD-SWAP")]
    [InlineData("BTC-USDT-250808", "BTC-USDT-250808")]
    public void Symbol_ThereAndBack(string ours, string its)
    {
        Assert.Equal(its, OkxNames.Of(Symbol.Parse(ours)));
        Assert.True(OkxNames.TryParse(its, out Symbol symbol));
        Assert.Equal(ours, symbol.Value);
    }

    [Theory]
    [InlineData("BTC-USD_UM-SWAP")]
    [InlineData("")]
    [InlineData("BTC")]
    public void Symbol_WithoutCanonicalName_IsNone(string its) => Assert.False(OkxNames.TryParse(its, out Symbol _));

    [Fact]
    public void Timeframes_AreThoseOfUtc()
    {
        string[] names = [.. Timeframe.All.Select(OkxNames.Of)];

        Assert.Equal(["1m", "5m", "15m", "1H", "4H", "1Dutc"], names);
        Assert.All(Timeframe.All, timeframe => Assert.True(OkxNames.TryParse(OkxNames.Of(timeframe), out Timeframe same) && same == timeframe));
    }

    [Theory]
    [InlineData("1D")]
    [InlineData("1M")]
    [InlineData("1h")]
    [InlineData("2H")]
    public void Timeframe_OfAnotherMeaning_IsNone(string name) => Assert.False(OkxNames.TryParse(name, out Timeframe _));
}
