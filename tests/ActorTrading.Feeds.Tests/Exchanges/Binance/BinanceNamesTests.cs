using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Exchanges.Binance;

public sealed class BinanceNamesTests
{
    [Theory]
    [InlineData("BTC-USDT", "BTCUSDT")]
    [InlineData("BTC-FDUSD", "BTCFDUSD")]
    [InlineData("ETH-BTC", "ETHBTC")]
    [InlineData("1000SATS-USDT", "1000SATSUSDT")]
    [InlineData("USDC-USDT", "USDCUSDT")]
    [InlineData("BNB-ETH", "BNBETH")]
    public void Symbol_ThereAndBack(string ours, string its)
    {
        Assert.Equal(its, BinanceNames.Of(Symbol.Parse(ours)));
        Assert.True(BinanceNames.TryParse(its, out Symbol symbol));
        Assert.True(BinanceNames.TryParse(its.ToLowerInvariant(), out Symbol lower));
        Assert.Equal(ours, symbol.Value);
        Assert.Equal(symbol, lower);
    }

    [Theory]
    [InlineData("")]
    [InlineData("USDT")]
    [InlineData("BTC-USDT")]
    [InlineData("BTCXYZ")]
    [InlineData("BTCUSDT_250926")]
    public void Symbol_ThatCannotBeSplit_IsNone(string its) => Assert.False(BinanceNames.TryParse(its, out Symbol _));

    [Fact]
    public void Perpetual_IsRefusedByName()
    {
        var failure = Assert.Throws<ExchangeException>(() => BinanceNames.Of(Symbol.Parse("BTC-USDT-PERP")));

        Assert.Equal(ExchangeFailure.UnknownInstrument, failure.Failure);
        Assert.Contains("BTC-USDT-PERP", failure.Message, StringComparison.Ordinal);
    }
}
