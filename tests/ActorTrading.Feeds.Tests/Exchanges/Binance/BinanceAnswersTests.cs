using System.Text;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.Exchanges.Binance;

public sealed class BinanceAnswersTests
{
    private const string Row = """[1499040000000,"0.01634790","0.80000000","0.01575800","0.01577100","148976.11427815",1499126399999,"2434.19055334",308,"1756.87402397","28.46694368","0"]""";
    private const string TradeRow = """{"a":26129,"p":"0.01633102","q":"4.70443515","f":27781,"l":27781,"T":1498793709153,"m":true,"M":true}""";
    private const long End = 1_499_126_400_000_000;
    private const string Info = """
        {"timezone":"UTC","serverTime":1565246363776,
        "rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":1200},{"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":61000}],
        "symbols":[{"symbol":"ETHBTC","status":"TRADING","baseAsset":"ETH","quoteAsset":"BTC","orderTypes":["LIMIT"],
        "filters":[{"filterType":"PRICE_FILTER","minPrice":"0.00000100","maxPrice":"922327.00000000","tickSize":"0.00000100"},{"filterType":"LOT_SIZE","minQty":"0.00100000","maxQty":"100000.00000000","stepSize":"0.00100000"},{"filterType":"MARKET_LOT_SIZE","stepSize":"0.00000000"}]}]}
        """;

    private static readonly Symbol EthBtc = Symbol.Parse("ETH-BTC");

    [Theory]
    [InlineData(End, true)]
    [InlineData(End - 1, false)]
    public void Candle_AsPublished_IsFinalFromItsEndOn(long now, bool final)
    {
        var candle = Assert.Single(BinanceAnswers.Candles(Utf8($"[{Row}]"), Timeframe.D1, now));

        Assert.Equal(new Bar(1_499_040_000_000_000, 1_634_790, 80_000_000, 1_575_800, 1_577_100, 14_897_611_427_815, 175_687_402_397, 2434.19055334m, 308), candle.Bar);
        Assert.Equal(CandleSource.Binance, candle.Source);
        Assert.Equal(final, candle.IsFinal);
    }

    [Theory]
    [InlineData("1499040000000,", "\"1499040000000\",", "openTime")]
    [InlineData("1499040000000,", "1499040000000000,", "openTime")]
    [InlineData("1499040000000,", "1.5,", "openTime")]
    [InlineData("1499126399999", "1499126400000", "closeTime")]
    [InlineData("\"0.01634790\"", "0.01634790", "open")]
    [InlineData("\"0.80000000\"", "\"0.01000000\"", "is below low")]
    [InlineData("308", "-308", "trades")]
    [InlineData("308", "3080000000", "trades")]
    [InlineData("308", "\"308\"", "trades")]
    [InlineData("1756.87402397", "956756.87402397", "must be at most the volume")]
    [InlineData(",308,\"1756.87402397\",\"28.46694368\",\"0\"", "", "trades")]
    public void Candle_Damaged_IsNamed(string right, string wrong, string place)
    {
        var failure = Assert.Throws<AnswerFormatException>(() => BinanceAnswers.Candles(Utf8($"[{Row.Replace(right, wrong, StringComparison.Ordinal)}]"), Timeframe.D1, End));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trade_AsPublished_IsRead()
    {
        var trade = Assert.Single(BinanceAnswers.Trades(Utf8($"[{TradeRow}]")));

        Assert.Equal(new Tick(1_498_793_709_153_000, 1_633_102, 470_443_515, 26129, Side.Sell), trade);
        Assert.Equal(Side.Buy, BinanceAnswers.Trades(Utf8($"[{TradeRow.Replace("\"m\":true", "\"m\":false", StringComparison.Ordinal)}]"))[0].Side);
    }

    [Theory]
    [InlineData("\"m\":true,", "", "needs")]
    [InlineData("\"m\":true", "\"m\":\"true\"", "m")]
    [InlineData("\"q\":\"4.70443515\"", "\"q\":\"0\"", "q")]
    [InlineData("26129", "-1", "a")]
    public void Trade_Damaged_IsNamed(string right, string wrong, string place)
    {
        var failure = Assert.Throws<AnswerFormatException>(() => BinanceAnswers.Trades(Utf8($"[{TradeRow.Replace(right, wrong, StringComparison.Ordinal)}]")));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_AsPublished_AreRead()
    {
        var rules = BinanceRules.Read(Utf8(Info), EthBtc);

        Assert.Equal(1200, rules.Weight!.Value.Permits);
        Assert.Equal(TimeSpan.FromMinutes(1), rules.Weight.Value.Window);
        Assert.Equal(new Instrument(EthBtc, 100, 100_000), rules.Instrument);
        Assert.True(rules.IsTrading);
        Assert.Null(BinanceRules.Read(Utf8(Info), Symbol.Parse("BTC-USDT")).Instrument);
    }

    [Theory]
    [InlineData("\"limit\":1200", "\"limit\":0")]
    [InlineData("\"limit\":1200", "\"limit\":\"1200\"")]
    [InlineData("\"status\":\"TRADING\",", "")]
    [InlineData("\"tickSize\":\"0.00000100\"", "\"tickSize\":\"abc\"")]
    [InlineData("\"symbols\":[", "\"symbols\":[null,")]
    public void Rules_Damaged_AreRefused(string right, string wrong) =>
        Assert.Throws<AnswerFormatException>(() => BinanceRules.Read(Utf8(Info.Replace(right, wrong, StringComparison.Ordinal)), EthBtc));

    [Fact]
    public void Time_AsPublished_IsRead() => Assert.Equal(1_499_827_319_559_000, BinanceAnswers.Time("""{"serverTime":1499827319559}"""u8));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
