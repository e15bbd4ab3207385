using System.Text.Json.Nodes;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The WebSocket protocol of Binance spot: aggregate trades and klines, one by one or wrapped by the combined stream.</summary>
internal sealed class BinanceStream : IExchangeStream
{
    public string Name => BinanceClient.ExchangeName;

    // Five messages a second are allowed, pongs and pings among them; 300 connections in five minutes.
    public StreamLimits Limits { get; } =
        new(MaxSubscriptions: 1024, MaxRequestBytes: 4 * 1024, TimeSpan.FromMilliseconds(300), ConnectSpacing: TimeSpan.FromSeconds(1), Lifetime: TimeSpan.FromHours(24));

    // The exchange's own pings are answered below; this asks it for a sign of life.
    public string Ping => """{"method":"LIST_SUBSCRIPTIONS","id":"ping"}""";

    public string PathOf(StreamSubscription subscription) => "/ws";

    public string NameOf(StreamSubscription subscription) =>
        NameOf(InstrumentOf(subscription), subscription.Timeframe is { } length ? $"kline_{BinanceNames.Of(length)}" : "aggTrade");

    public string InstrumentOf(StreamSubscription subscription) => BinanceNames.Of(subscription.Symbol);

    public string Subscribe(string id, IReadOnlyList<StreamSubscription> subscriptions) => new JsonObject
    {
        ["method"] = "SUBSCRIBE",
        ["params"] = new JsonArray([.. subscriptions.Select(s => JsonValue.Create(NameOf(s)))]),
        ["id"] = id,
    }.ToJsonString();

    public StreamMessage Parse(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known) => StreamParser.Parse(utf8.Span, known, Read);

    private static StreamMessage Read(ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        string? happening = null, symbol = null, id = null, code = null;
        var text = "";
        var sentAt = 0L;
        Range? wrapped = null, error = null, kline = null;
        bool? isDone = null;
        var reader = new AnswerReader(utf8);
        reader.BeginObject("the message");
        while (reader.NextField())
        {
            if (reader.Is("data"u8))
            {
                wrapped = reader.SkipFound();
            }
            else if (reader.Is("e"u8))
            {
                happening = reader.Text("e");
            }
            else if (reader.Is("E"u8))
            {
                sentAt = reader.Time("E");
            }
            else if (reader.Is("s"u8))
            {
                symbol = reader.Text("s");
            }
            else if (reader.Is("k"u8))
            {
                kline = reader.SkipFound();
            }
            else if (reader.Is("result"u8))
            {
                isDone = reader.SkipNull();
            }
            else if (reader.Is("error"u8))
            {
                error = reader.SkipFound();
            }
            else if (reader.Is("code"u8))
            {
                code = reader.Label("code");
            }
            else if (reader.Is("msg"u8))
            {
                text = reader.Text("msg");
            }
            else if (reader.Is("id"u8))
            {
                id = reader.Label("id");
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        return happening switch
        {
            "aggTrade" => Trade(utf8, symbol ?? "", known),
            "kline" when kline is { } candle => Kline(utf8[candle], symbol ?? "", sentAt, known),
            "kline" => throw reader.Missing("a push of a candle needs k"),
            "serverShutdown" => new StreamMessage.Closing(happening),
            not null => throw new AnswerFormatException($"event '{AnswerText.Clean(happening)}' was not asked for", fault: FormatFault.UnknownChannel),
            null when wrapped is { } inner => Read(utf8[inner], known),
            null when error is { } reason => Read(utf8[reason], known) is StreamMessage.Refused refused ? refused with { Request = id } : throw reader.Missing("an error needs code and msg"),
            null when code is not null => new StreamMessage.Refused(id, code, text),
            null when isDone is { } done => done ? new StreamMessage.Accepted(null, id) : StreamMessage.Alive.Instance,
            null => throw new AnswerFormatException($"{AnswerText.Begin(utf8)} is not of the protocol", fault: FormatFault.UnknownMessage),
        };
    }

    private static StreamMessage.Trades Trade(ReadOnlySpan<byte> utf8, string symbol, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var subscription = StreamParser.Known(NameOf(symbol, "aggTrade"), known);
        var reader = new AnswerReader(utf8);
        reader.BeginObject("the trade");
        var tick = BinanceAnswers.Trade(ref reader);
        return new StreamMessage.Trades(subscription.Symbol, [new StreamTrade(tick, tick.Id)]);
    }

    private static StreamMessage.Candles Kline(ReadOnlySpan<byte> utf8, string symbol, long sentAt, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var reader = new AnswerReader(utf8);
        reader.BeginObject("k");
        var bar = BinanceAnswers.Kline(ref reader, out var interval, out var isFinal);
        var series = StreamParser.Known(NameOf(symbol, $"kline_{interval}"), known).Series;
        CandleRules.Check(ref reader, bar, series.Timeframe);
        return new StreamMessage.Candles(series, [new Candle(bar, CandleSource.Binance, isFinal)], sentAt);
    }

    private static string NameOf(string symbol, string stream) => $"{symbol.ToLowerInvariant()}@{stream}";
}
