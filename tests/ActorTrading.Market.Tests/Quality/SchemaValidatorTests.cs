using System.Text.Json;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Quality;

public sealed class SchemaValidatorTests
{
    private const long Time = 1_597_026_383_000_000;
    private static readonly Bar Expected = new(Time, 372_100_000, 374_300_000, 367_700_000, 370_800_000, 842_241_000_000_000, 0, 0, 0);

    [Fact]
    public void TryRead_SameCandleInEveryShape_SameBar()
    {
        Assert.Equal(
            new Candle(Expected with { QuoteVolume = 12698348.04828491m }, CandleSource.Okx, IsFinal: false),
            Read(CandleSchema.Okx.Read(Json("""["1597026383000","3.721","3.743","3.677","3.708","8422410","22698348.04","12698348.04828491","0"]""")), CandleSource.Okx));
        Assert.Equal(
            new Candle(Expected with { QuoteVolume = 2434.19m, Trades = 308, BuyVolume = 175_687_397_424 }, CandleSource.Binance),
            Read(CandleSchema.Binance.Read(Json("""[1597026383000,"3.72100000","3.74300000","3.67700000","3.70800000","8422410.00000000",1597026382999,"2434.19",308,"1756.87397424","28.46694368","0"]""")), CandleSource.Binance));
        Assert.Equal(
            new Candle(Expected with { QuoteVolume = 1, Trades = 100, BuyVolume = 50_000_000_000 }, CandleSource.Binance, IsFinal: false),
            Read(CandleSchema.ReadObject(Json("""{"t":1597026383000,"T":1597026442999,"s":"BNBBTC","i":"1m","f":100,"L":200,"o":"3.721","c":"3.708","h":"3.743","l":"3.677","v":"8422410","n":100,"x":false,"q":"1.0","V":"500","Q":"0.5","B":"1"}""")), CandleSource.Binance));
        var file = CandleSchema.FromHeader(["Date", "Open", "High", "Low", "Close", "Volume", "Number of trades"]);
        Assert.Equal(
            new Candle(Expected with { Trades = 7 }, CandleSource.Import),
            Read(file.Read(["2020-08-10 02:26:23", "3.721", "3.743", "3.677", "3.708", "8.42241e6", "7"]), CandleSource.Import));
    }

    [Theory]
    [InlineData("1597026383")]
    [InlineData("1597026383000")]
    [InlineData("1597026383000000")]
    [InlineData("1.597026383E12")]
    [InlineData("2020-08-10T02:26:23Z")]
    [InlineData("2020-08-10T04:26:23+02:00")]
    [InlineData("2020-08-10 02:26:23.000")]
    public void TryRead_TimeInAnyUnit_IsMicroseconds(string time) =>
        Assert.Equal(Time, Read(Row with { OpenTime = time }, CandleSource.Import).OpenTime);

    [Theory]
    [InlineData(1_735_689_600_000, 1_735_689_600_000_000)]
    [InlineData(1_735_689_600_000_000, 1_735_689_600_000_000)]
    public void TryRead_TurnOfTheArchiveToMicroseconds_IsOneHistory(long time, long expected) =>
        Assert.Equal(expected, Read(Row with { OpenTime = $"{time}" }, CandleSource.Binance).OpenTime);

    [Theory]
    [InlineData("3.721")]
    [InlineData("3.72100000")]
    [InlineData("+3.721")]
    [InlineData("3721e-3")]
    [InlineData("0.3721E+1")]
    public void TryRead_NumberInAnyFormat_IsScaled(string open) =>
        Assert.Equal(372_100_000, Read(Row with { Open = open }, CandleSource.Import).Bar.Open);

    [Theory]
    [InlineData(null, FindingRule.MissingField, "open: is not there, must be there")]
    [InlineData("", FindingRule.MissingField, "open: is empty, must be there")]
    [InlineData("3,721", FindingRule.WrongType, "open '3,721': must be a number such as 1234.5, without separators of thousands")]
    [InlineData("abc", FindingRule.WrongType, "open 'abc': must be")]
    [InlineData("NaN", FindingRule.WrongType, "open 'NaN': must be")]
    [InlineData("{\"a\":1}", FindingRule.WrongType, "open '{\"a\":1}': must be")]
    [InlineData("0", FindingRule.OutOfRange, "open '0': must be above 0")]
    [InlineData("1e-12", FindingRule.OutOfRange, "open '1e-12': must be above 0")]
    [InlineData("-1", FindingRule.OutOfRange, "open '-1': must not be negative")]
    [InlineData("1e300", FindingRule.OutOfRange, "open '1e300': must be")]
    [InlineData("100000000000", FindingRule.OutOfRange, "open '100000000000': must be below 92233720368")]
    public void TryRead_WrongOpen_NamesFieldValueAndWhatIsRight(string? open, FindingRule rule, string detail)
    {
        var findings = new List<Finding>();

        Assert.False(new SchemaValidator(CandleSource.Import).TryRead(Row with { Open = open }, 17, findings, out _));

        var finding = Assert.Single(findings);
        Assert.Equal((rule, FindingSeverity.Error, FindingAction.Refetch, 17L, Time), (finding.Rule, finding.Severity, finding.Action, finding.Row, finding.Time));
        Assert.StartsWith(detail, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_EverythingWrong_EveryFieldIsFound()
    {
        var findings = new List<Finding>();
        var raw = new RawCandle { OpenTime = "yesterday", Open = "x", High = "", Close = "-5", Volume = new string('9', 5000), Trades = "1.5", QuoteVolume = "-1", IsFinal = "maybe" };

        Assert.False(new SchemaValidator(CandleSource.Import).TryRead(raw, 0, findings, out _));

        Assert.Equal(9, findings.Count);
        Assert.All(findings, f => Assert.True(f.Detail.Length < 200, f.Detail));
    }

    [Theory]
    [InlineData("3.6", "3.7", "3.7", false, FindingSeverity.Error)]
    [InlineData("3.8", "3.6", "3.9", false, FindingSeverity.Error)]
    [InlineData("3.8", "3.75", "3.76", true, FindingSeverity.Warning)]
    public void TryRead_PricesThatContradict_OnlyTheOpenAlonePasses(string high, string low, string close, bool passes, FindingSeverity severity)
    {
        var findings = new List<Finding>();

        Assert.Equal(passes, new SchemaValidator(CandleSource.Okx).TryRead(Row with { High = high, Low = low, Close = close }, 0, findings, out _));

        Assert.Equal((FindingRule.OhlcRelation, severity), (findings[0].Rule, findings[0].Severity));
    }

    [Fact]
    public void FromHeader_FieldMissingOrTwice_IsRefusedByName()
    {
        Assert.Contains("low, volume", Assert.Throws<FormatException>(() => CandleSchema.FromHeader(["ts", "o", "h", "c"])).Message, StringComparison.Ordinal);
        Assert.Contains("'open' and 'o'", Assert.Throws<FormatException>(() => CandleSchema.FromHeader(["ts", "open", "o", "h", "l", "c", "v"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_AnyText_NeverThrowsAndWhatPassesIsSound() =>
        Prop.ForAll<string, string, string>((a, b, c) =>
        {
            var findings = new List<Finding>();
            var raw = Row with { OpenTime = a ?? "1", Open = b, Volume = c, QuoteVolume = b, Trades = a, IsFinal = c };
            var passes = new SchemaValidator(CandleSource.Import).TryRead(raw, 0, findings, out var candle);
            return passes == findings.All(f => f.Severity != FindingSeverity.Error) && (!passes || (BarValidity.InRange(candle.Bar) && BarValidity.IsTimely(candle.Bar)));
        }).QuickCheckThrowOnFailure();

    private static RawCandle Row => new()
    {
        OpenTime = "1597026383000",
        Open = "3.721",
        High = "3.743",
        Low = "3.677",
        Close = "3.708",
        Volume = "8422410",
    };

    private static Candle Read(RawCandle raw, CandleSource source)
    {
        var findings = new List<Finding>();
        Assert.True(new SchemaValidator(source).TryRead(raw, 0, findings, out var candle), string.Join("; ", findings));
        Assert.Empty(findings);
        return candle;
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
