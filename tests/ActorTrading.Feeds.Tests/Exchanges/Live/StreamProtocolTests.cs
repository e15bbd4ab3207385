using System.Text;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>Messages as the exchanges' documents show them, and messages that no exchange should send.</summary>
public sealed class StreamProtocolTests
{
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly Symbol Bnb = Symbol.Parse("BNB-BTC");
    private static readonly SeriesId BtcMinutes = new(Btc, Timeframe.M1);
    private static readonly SeriesId BnbMinutes = new(Bnb, Timeframe.M1);
    private static readonly OkxStream Okx = new();
    private static readonly BinanceStream Binance = new();

    private static readonly string OkxTrade =
        """{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"130639474","px":"42219.9","sz":"0.12060306","side":"buy","ts":"1630048897897","count":"3"}]}""";

    private static readonly string OkxCandle =
        """{"arg":{"channel":"candle1m","instId":"BTC-USDT"},"data":[["1597026360000","8533.02","8553.74","8527.17","8548.26","45247","529.5858061","5529.5858061","0"]]}""";

    private static readonly string BinanceTrade =
        """{"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":12345,"p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}""";

    private static readonly string BinanceKline =
        """{"e":"kline","E":1672515782136,"s":"BNBBTC","k":{"t":1672515780000,"T":1672515839999,"s":"BNBBTC","i":"1m","f":100,"L":200,"o":"0.0010","c":"0.0020","h":"0.0025","l":"0.0010","v":"1000","n":100,"x":true,"q":"1.0000","V":"500","Q":"0.500","B":"123456"}}""";

    [Fact]
    public void Parse_OkxTrade_CoversTheMergedPrints()
    {
        var trades = Assert.IsType<StreamMessage.Trades>(Parse(Okx, OkxTrade));

        Assert.Equal(new StreamTrade(new Tick(1_630_048_897_897_000, 4_221_990_000_000, 12_060_306, 130_639_474, Side.Buy), 130_639_472), Assert.Single(trades.Rows));
    }

    [Fact]
    public void Parse_OkxCandle_IsFormingUntilConfirmed()
    {
        var forming = Assert.IsType<StreamMessage.Candles>(Parse(Okx, OkxCandle)).Rows[0];
        var final = Assert.IsType<StreamMessage.Candles>(Parse(Okx, OkxCandle.Replace("\"0\"]", "\"1\"]", StringComparison.Ordinal))).Rows[0];

        Assert.Equal((false, true), (forming.IsFinal, final.IsFinal));
        Assert.Equal(new Bar(1_597_026_360_000_000, 853_302_000_000, 855_374_000_000, 852_717_000_000, 854_826_000_000, 4_524_700_000_000, 0, 5529.5858061m, 0), forming.Bar);
    }

    [Fact]
    public void Parse_BinanceTrade_BuyerIsMakerMeansTheSellerWasTheAggressor()
    {
        var trades = Assert.IsType<StreamMessage.Trades>(Parse(Binance, BinanceTrade));

        Assert.Equal(new StreamTrade(new Tick(1_672_515_782_136_000, 100_000, 10_000_000_000, 12345, Side.Sell), 12345), Assert.Single(trades.Rows));
    }

    [Fact]
    public void Parse_BinanceKline_WrappedOrNot()
    {
        var raw = Assert.IsType<StreamMessage.Candles>(Parse(Binance, BinanceKline));
        var wrapped = Assert.IsType<StreamMessage.Candles>(Parse(Binance, $$"""{"stream":"bnbbtc@kline_1m","data":{{BinanceKline}}}"""));

        Assert.Equal(raw.Rows, wrapped.Rows);
        Assert.Equal((BnbMinutes, 1_672_515_782_136_000), (raw.Series, raw.SentAt));
        Assert.Equal(
            new Candle(new Bar(1_672_515_780_000_000, 100_000, 250_000, 100_000, 200_000, 100_000_000_000, 50_000_000_000, 1m, 100), CandleSource.Binance),
            raw.Rows[0]);
    }

    [Fact]
    public void Parse_FieldsInAnyOrderWithNewOnes_IsTheSame()
    {
        const string Data = "\"data\":[[\"1597026360000\",\"8533.02\",\"8553.74\",\"8527.17\",\"8548.26\",\"45247\",\"529.5858061\",\"5529.5858061\",\"0\",\"new\"]]";
        const string Arg = "\"arg\":{\"instId\":\"BTC-USDT\",\"uly\":null,\"channel\":\"candle1m\"}";
        var expected = Assert.IsType<StreamMessage.Candles>(Parse(Okx, OkxCandle)).Rows;

        Assert.Equal(expected, Assert.IsType<StreamMessage.Candles>(Parse(Okx, $"{{{Data},\"new\":[{{}}],{Arg}}}")).Rows);
    }

    [Fact]
    public void Parse_VolumeBeyondTheRange_IsTheEndOfTheRange()
    {
        var okx = Assert.IsType<StreamMessage.Candles>(Parse(Okx, OkxCandle.Replace("\"45247\"", "\"12345678901234.5\"", StringComparison.Ordinal))).Rows[0];
        var binance = Assert.IsType<StreamMessage.Candles>(Parse(Binance, BinanceKline.Replace("\"1000\"", "\"12345678901234.5\"", StringComparison.Ordinal))).Rows[0];

        Assert.Equal((long.MaxValue, long.MaxValue), (okx.Bar.Volume, binance.Bar.Volume));
    }

    [Fact]
    public void Perpetual_IsASwapOnOkxAndNotOnTheSpotInterfaceOfBinance()
    {
        var perpetual = StreamSubscription.Trades(Symbol.Parse("BTC-USDT-PERP"));
        var trade = OkxTrade.Replace("BTC-USDT", "BTC-USDT-SWAP", StringComparison.Ordinal);
        var known = new Dictionary<string, StreamSubscription> { [Okx.NameOf(perpetual)] = perpetual };

        Assert.Contains("\"instId\":\"BTC-USDT-SWAP\"", Okx.Subscribe("s1", [perpetual]), StringComparison.Ordinal);
        Assert.Equal(perpetual.Symbol, Assert.IsType<StreamMessage.Trades>(Okx.Parse(Encoding.UTF8.GetBytes(trade), known)).Symbol);
        Assert.Equal(ExchangeFailure.UnknownInstrument, Assert.Throws<ExchangeException>(() => Binance.NameOf(perpetual)).Failure);
    }

    [Fact]
    public void Parse_Notices_AreUnderstood()
    {
        Assert.IsType<StreamMessage.Alive>(Parse(Okx, "pong"));
        Assert.IsType<StreamMessage.Closing>(Parse(Okx, """{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"a"}"""));
        Assert.Equal(
            new StreamMessage.Accepted(StreamSubscription.Trades(Btc), "1512"),
            Parse(Okx, """{"id":"1512","event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"a4d3ae55"}"""));
        Assert.Equal(new StreamMessage.Refused(null, "60012", "Invalid request"), Parse(Okx, """{"event":"error","code":"60012","msg":"Invalid request","connId":"a4d3ae55"}"""));
        Assert.IsType<StreamMessage.Closing>(Parse(Binance, """{"e":"serverShutdown","E":1672515782136}"""));
        Assert.Equal(new StreamMessage.Accepted(null, "1"), Parse(Binance, """{"result":null,"id":1}"""));
        Assert.Equal(new StreamMessage.Refused("s1", "2", "Invalid request"), Parse(Binance, """{"error":{"code":2,"msg":"Invalid request"},"id":"s1"}"""));
        Assert.IsType<StreamMessage.Alive>(Parse(Binance, """{"result":["btcusdt@aggTrade"],"id":"ping"}"""));
    }

    [Theory]
    [InlineData("trades", "", FormatFault.NotJson)]
    [InlineData("trades", "}{", FormatFault.NotJson)]
    [InlineData("trades", "null", FormatFault.WrongType)]
    [InlineData("trades", "[]", FormatFault.WrongType)]
    [InlineData("trades", "{}", FormatFault.MissingField)]
    [InlineData("trades", """{"event":7}""", FormatFault.WrongType)]
    [InlineData("trades", """{"event":"dance"}""", FormatFault.UnknownMessage)]
    [InlineData("trades", """{"arg":{"channel":"books","instId":"BTC-USDT"},"data":[]}""", FormatFault.UnknownChannel)]
    [InlineData("trades", """{"arg":{"channel":"\ud800","instId":"BTC-USDT"},"data":[]}""", FormatFault.NotJson)]
    [InlineData("\"42219.9\"", "42219.9", FormatFault.WrongType)]
    [InlineData("\"42219.9\"", "\"-1\"", FormatFault.OutOfRange)]
    [InlineData("\"42219.9\"", "\"1e5\"", FormatFault.OutOfRange)]
    [InlineData("\"42219.9\"", "\"99999999999999999999999999999999999999999999\"", FormatFault.OutOfRange)]
    [InlineData("\"buy\"", "\"hold\"", FormatFault.OutOfRange)]
    [InlineData("\"3\"", "\"0\"", FormatFault.OutOfRange)]
    [InlineData("\"3\"", "\"999999999\"", FormatFault.OutOfRange)]
    [InlineData("\"1630048897897\"", "\"1630048897\"", FormatFault.OutOfRange)]
    [InlineData("\"130639474\"", "\"\"", FormatFault.OutOfRange)]
    [InlineData("[{\"instId\":\"BTC-USDT\"", "[{\"instId\":\"ETH-USDT\"", FormatFault.OutOfRange)]
    public void Parse_OkxGarbage_IsNamedAndNeverThrows(string part, string instead, string fault)
    {
        var text = part == "trades" ? instead : OkxTrade.Replace(part, instead, StringComparison.Ordinal);

        Assert.Equal(fault, Assert.IsType<StreamMessage.Unreadable>(Parse(Okx, text)).Fault);
    }

    [Theory]
    [InlineData("\"m\":true", "\"m\":\"true\"", FormatFault.WrongType)]
    [InlineData("\"a\":12345", "\"a\":\"12345\"", FormatFault.WrongType)]
    [InlineData("\"a\":12345", "\"a\":-5", FormatFault.OutOfRange)]
    [InlineData("\"a\":12345", "\"a\":1.5", FormatFault.OutOfRange)]
    [InlineData("BNBBTC", "ETHBTC", FormatFault.UnknownChannel)]
    [InlineData("aggTrade", "depthUpdate", FormatFault.UnknownChannel)]
    [InlineData("\"p\":\"0.001\",", "", FormatFault.MissingField)]
    public void Parse_BinanceGarbage_IsNamedAndNeverThrows(string part, string instead, string fault) =>
        Assert.Equal(fault, Assert.IsType<StreamMessage.Unreadable>(Parse(Binance, BinanceTrade.Replace(part, instead, StringComparison.Ordinal))).Fault);

    [Theory]
    [InlineData("8553.74", "8533.01")]
    [InlineData("1597026360000", "1597026360001")]
    [InlineData("\"0\"]", "\"2\"]")]
    public void Parse_CandleThatContradictsItself_IsRefused(string part, string instead) =>
        Assert.IsType<StreamMessage.Unreadable>(Parse(Okx, OkxCandle.Replace(part, instead, StringComparison.Ordinal)));

    [Fact]
    public void Subscribe_NamesChannelsAsTheExchangesDo()
    {
        Assert.Equal(
            """{"id":"s1","op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"},{"channel":"candle4H","instId":"BTC-USDT"},{"channel":"candle1Dutc","instId":"BTC-USDT"}]}""",
            Okx.Subscribe("s1", [StreamSubscription.Trades(Btc), new(Btc, Timeframe.H4), new(Btc, Timeframe.D1)]));
        Assert.Equal(
            """{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@kline_4h"],"id":"s1"}""",
            Binance.Subscribe("s1", [StreamSubscription.Trades(Btc), new(Btc, Timeframe.H4)]));
        Assert.Equal(("/ws/v5/public", "/ws/v5/business"), (Okx.PathOf(StreamSubscription.Trades(Btc)), Okx.PathOf(StreamSubscription.Candles(BtcMinutes))));
    }

    private static StreamMessage Parse(IExchangeStream stream, string text)
    {
        StreamSubscription[] known = [StreamSubscription.Trades(Btc), StreamSubscription.Candles(BtcMinutes), StreamSubscription.Trades(Bnb), StreamSubscription.Candles(BnbMinutes)];
        return stream.Parse(Encoding.UTF8.GetBytes(text), known.ToDictionary(stream.NameOf));
    }
}
