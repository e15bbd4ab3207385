using System.Text.Json;
using System.Text.Json.Nodes;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The WebSocket protocol of Binance spot: aggregate trades and klines, one by one or wrapped by the combined stream.</summary>
internal sealed class BinanceStream : IExchangeStream
{
    public string Name => "binance";

    // Five messages a second are allowed, pongs and pings among them.
    public StreamLimits Limits { get; } = new(MaxSubscriptions: 1024, MaxRequestBytes: 4 * 1024, TimeSpan.FromMilliseconds(300), Lifetime: TimeSpan.FromHours(24));

    // The exchange's own pings are answered below; this asks it for a sign of life.
    public string Ping => """{"method":"LIST_SUBSCRIPTIONS","id":"ping"}""";

    public string PathOf(StreamSubscription subscription) => "/ws";

    public string NameOf(StreamSubscription subscription)
    {
        var symbol = subscription.Symbol.Value.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return subscription.Timeframe is { } length ? $"{symbol}@kline_{length}" : $"{symbol}@aggTrade";
    }

    public string Subscribe(string id, IReadOnlyList<StreamSubscription> subscriptions) => new JsonObject
    {
        ["method"] = "SUBSCRIBE",
        ["params"] = new JsonArray([.. subscriptions.Select(s => JsonValue.Create(NameOf(s)))]),
        ["id"] = id,
    }.ToJsonString();

    public StreamMessage Parse(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known) =>
        StreamParser.Parse(utf8, root => Read(root, known));

    private static StreamMessage Read(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        StreamFields.Require(root, "the message", JsonValueKind.Object);
        if (root.TryGetProperty("stream", out _) && root.TryGetProperty("data", out var wrapped))
        {
            return Read(wrapped, known);
        }

        if (root.TryGetProperty("e", out _))
        {
            return Event(root, known);
        }

        if (root.TryGetProperty("error", out var error))
        {
            return Refused(StreamFields.Require(error, "error", JsonValueKind.Object), Id(root));
        }

        if (root.TryGetProperty("code", out _) && root.TryGetProperty("msg", out _))
        {
            return Refused(root, Id(root));
        }

        return root.TryGetProperty("result", out var result)
            ? result.ValueKind == JsonValueKind.Null ? new StreamMessage.Accepted(null, Id(root)) : StreamMessage.Alive.Instance
            : throw new StreamFormatException(StreamFormatException.UnknownMessage, $"{StreamFields.Echo(root)} is not of the protocol");
    }

    private static StreamMessage Event(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known) => StreamFields.Text(root, "e") switch
    {
        "aggTrade" => Trade(root, known),
        "kline" => Kline(root, known),
        "serverShutdown" => new StreamMessage.Closing("serverShutdown"),
        var other => throw new StreamFormatException(StreamFormatException.UnknownChannel, $"event '{StreamFields.Echo(other)}' was not asked for"),
    };

    private static StreamMessage.Trades Trade(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var subscription = StreamParser.Known($"{StreamFields.Text(root, "s").ToLowerInvariant()}@aggTrade", known);
        var id = StreamFields.Whole(StreamFields.Field(root, "a", JsonValueKind.Number), "a");

        // Where the buyer is the maker the seller was the aggressor.
        var tick = new Tick(
            StreamFields.Time(StreamFields.Field(root, "T", JsonValueKind.Number), "T"),
            StreamFields.Price(StreamFields.Field(root, "p", JsonValueKind.String), "p"),
            StreamFields.Size(StreamFields.Field(root, "q", JsonValueKind.String), "q"),
            id,
            StreamFields.Boolean(root, "m") ? Side.Sell : Side.Buy);
        return new StreamMessage.Trades(subscription.Symbol, [new StreamTrade(tick, id)]);
    }

    private static StreamMessage.Candles Kline(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var kline = StreamFields.Field(root, "k", JsonValueKind.Object);
        var subscription = StreamParser.Known($"{StreamFields.Text(root, "s").ToLowerInvariant()}@kline_{StreamFields.Text(kline, "i")}", known);
        var trades = StreamFields.Whole(StreamFields.Field(kline, "n", JsonValueKind.Number), "n");
        var bar = new Bar(
            StreamFields.Time(StreamFields.Field(kline, "t", JsonValueKind.Number), "t"),
            StreamFields.Price(StreamFields.Field(kline, "o", JsonValueKind.String), "o"),
            StreamFields.Price(StreamFields.Field(kline, "h", JsonValueKind.String), "h"),
            StreamFields.Price(StreamFields.Field(kline, "l", JsonValueKind.String), "l"),
            StreamFields.Price(StreamFields.Field(kline, "c", JsonValueKind.String), "c"),
            StreamFields.Volume(StreamFields.Field(kline, "v", JsonValueKind.String), "v"),
            StreamFields.Volume(StreamFields.Field(kline, "V", JsonValueKind.String), "V"),
            StreamFields.QuoteVolume(StreamFields.Field(kline, "q", JsonValueKind.String), "q"),
            (int)Math.Min(trades, int.MaxValue));
        var candle = new Candle(StreamFields.Checked(bar, subscription.Series.Timeframe), CandleSource.Binance, StreamFields.Boolean(kline, "x"));
        return new StreamMessage.Candles(subscription.Series, [candle], StreamFields.Time(StreamFields.Field(root, "E", JsonValueKind.Number), "E"));
    }

    private static StreamMessage.Refused Refused(JsonElement error, string? id) => new(
        id,
        error.TryGetProperty("code", out var code) ? StreamFields.Echo(code) : "",
        StreamFields.Text(error, "msg"));

    private static string? Id(JsonElement root) => root.TryGetProperty("id", out var id)
        ? id.ValueKind switch
        {
            JsonValueKind.String => id.GetString(),
            JsonValueKind.Number => id.GetRawText(),
            _ => null,
        }
        : null;
}
