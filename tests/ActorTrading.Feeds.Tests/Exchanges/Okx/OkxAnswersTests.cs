using System.Text;
using ActorTrading.Feeds.Exchanges.Okx;
using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.Exchanges.Okx;

public sealed class OkxAnswersTests
{
    private const string Row = """["1597026360000","3.721","3.743","3.677","3.708","8422410","22698348.04828491","12698348.04828491","0"]""";
    private const string TradeRow = """{"instId":"BTC-USDT","side":"sell","sz":"0.00001","px":"29963.2","tradeId":"242720720","source":"0","ts":"1654161646974"}""";
    private const string Listed = """{"instType":"SPOT","instId":"BTC-USDT","baseCcy":"BTC","ctVal":"","tickSz":"0.1","lotSz":"0.00000001","minSz":"0.00001","listTime":"1606468572000","expTime":"","state":"live"}""";
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");

    [Fact]
    public void Candle_AsPublished_IsRead()
    {
        var candle = Assert.Single(OkxAnswers.Candles(Utf8($"[{Row}]"), Timeframe.M1));

        Assert.Equal(new Bar(1_597_026_360_000_000, 372_100_000, 374_300_000, 367_700_000, 370_800_000, 842_241_000_000_000, 0, 12698348.04828491m, 0), candle.Bar);
        Assert.Equal(CandleSource.Okx, candle.Source);
        Assert.False(candle.IsFinal);
    }

    /// <summary>A day of a coin of which a million cost ten dollars.</summary>
    [Fact]
    public void Candle_VolumeBeyondTheRange_IsTheEndOfTheRange()
    {
        var bar = Assert.Single(OkxAnswers.Candles(Utf8($"[{Row.Replace("8422410", "12345678901234.5", StringComparison.Ordinal)}]"), Timeframe.M1)).Bar;

        Assert.Equal((long.MaxValue, 12698348.04828491m), (bar.Volume, bar.QuoteVolume));
    }

    [Fact]
    public void Candle_WithMoreColumns_IsRead() =>
        Assert.Single(OkxAnswers.Candles(Utf8($"[{Row.Replace("\"0\"]", "\"1\",{\"new\":[1]},null]", StringComparison.Ordinal)}]"), Timeframe.M1), candle => candle.IsFinal);

    [Theory]
    [InlineData("\"1597026360000\"", "1597026360000", "row 0, ts")]
    [InlineData("\"1597026360000\"", "\"1597026360\"", "2009 to 2100")]
    [InlineData("\"1597026360000\"", "\"1597026360001\"", "after a multiple of 1m")]
    [InlineData("\"1597026360000\"", "\"-1597026360000\"", "row 0, ts")]
    [InlineData("\"1597026360000\"", "\"99999999999999999999\"", "row 0, ts")]
    [InlineData("\"3.721\"", "3.721", "row 0, o")]
    [InlineData("\"3.721\"", "\"\"", "row 0, o")]
    [InlineData("\"3.721\"", "\"NaN\"", "row 0, o")]
    [InlineData("\"3.721\"", "\"1e400\"", "row 0, o")]
    [InlineData("\"3.721\"", "\"3,721\"", "row 0, o")]
    [InlineData("\"3.721\"", "\" 3.721\"", "row 0, o")]
    [InlineData("\"3.721\"", "\"\\u0033.721\"", "row 0, o")]
    [InlineData("\"3.721\"", "\"99999999999\"", "92233720368")]
    [InlineData("\"3.721\"", "null", "row 0, o")]
    [InlineData("\"3.721\"", "{}", "row 0, o")]
    [InlineData("\"3.677\"", "\"0\"", "row 0, l")]
    [InlineData("\"3.677\"", "\"3.8\"", "is below low 3.8")]
    [InlineData("\"3.743\"", "\"3.7\"", "must be from low")]
    [InlineData("\"8422410\"", "\"-1\"", "row 0, vol")]
    [InlineData("\"8422410\"", "\"100000000000000000001\"", "row 0, vol")]
    [InlineData("\"12698348.04828491\"", "\"79228162514264337593543950335\"", "row 0, volCcyQuote")]
    [InlineData("\"0\"]", "\"2\"]", "confirm")]
    [InlineData(",\"0\"]", "]", "confirm")]
    [InlineData("[\"1597", "{\"1597", "row 0")]
    [InlineData("]", "", "no JSON")]
    public void Candle_Damaged_IsNamed(string right, string wrong, string place)
    {
        var failure = Assert.Throws<AnswerFormatException>(() => OkxAnswers.Candles(Utf8($"[{Row.Replace(right, wrong, StringComparison.Ordinal)}]"), Timeframe.M1));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trade_AsPublished_IsRead()
    {
        var trade = Assert.Single(OkxAnswers.Trades(Utf8($"[{TradeRow}]"), Btc));

        Assert.Equal(new Tick(1_654_161_646_974_000, 2_996_320_000_000, 1000, 242_720_720, Side.Sell), trade);
    }

    [Theory]
    [InlineData("BTC-USDT", "ETH-USDT", "instId")]
    [InlineData("sell", "SELL", "side")]
    [InlineData("\"sz\":\"0.00001\",", "", "needs")]
    [InlineData("\"242720720\"", "242720720", "tradeId")]
    public void Trade_Damaged_IsNamed(string right, string wrong, string place)
    {
        var failure = Assert.Throws<AnswerFormatException>(() => OkxAnswers.Trades(Utf8($"[{TradeRow.Replace(right, wrong, StringComparison.Ordinal)}]"), Btc));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Instrument_AsPublished_IsRead()
    {
        var instrument = OkxAnswers.Instrument(Utf8($"[{Listed}]"), Btc)!;

        Assert.Equal(new Instrument(Btc, 10_000_000, 1), instrument.Instrument);
        Assert.Equal(1_606_468_572_000_000, instrument.ListedAt);
        Assert.True(instrument.IsTrading);
        Assert.Null(OkxAnswers.Instrument(Utf8($"[{Listed.Replace("1606468572000", "", StringComparison.Ordinal)}]"), Btc)!.ListedAt);
        Assert.False(OkxAnswers.Instrument(Utf8($"[{Listed.Replace("live", "suspend", StringComparison.Ordinal)}]"), Btc)!.IsTrading);
        Assert.Null(OkxAnswers.Instrument(Utf8($"[{Listed}]"), Symbol.Parse("ETH-USDT")));
        Assert.Null(OkxAnswers.Instrument("[]"u8, Btc));
    }

    [Fact]
    public void Time_AsPublished_IsRead()
    {
        Assert.Equal(1_597_026_383_085_000, OkxAnswers.Time("""[{"ts":"1597026383085"}]"""u8));
        Assert.Throws<AnswerFormatException>(() => OkxAnswers.Time("[]"u8));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
