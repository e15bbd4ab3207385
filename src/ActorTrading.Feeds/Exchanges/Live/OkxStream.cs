using System.Text.Json;
using System.Text.Json.Nodes;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The WebSocket protocol of OKX v5: trades on <c>public</c>, candles on <c>business</c>.</summary>
internal sealed class OkxStream : IExchangeStream
{
    private const string Trades = "trades";
    private const string Candle = "candle";
    private const string UpgradeNotice = "64008";
    private const int MostMerged = 1_000_000;

    public string Name => "okx";

    // 480 requests an hour with room for those of a reconnect; arguments of all requests stay within 64 KB.
    public StreamLimits Limits { get; } = new(MaxSubscriptions: 600, MaxRequestBytes: 8 * 1024, TimeSpan.FromMilliseconds(350), Lifetime: null);

    public string Ping => "ping";

    public string PathOf(StreamSubscription subscription) => subscription.IsTrades ? "/ws/v5/public" : "/ws/v5/business";

    public string NameOf(StreamSubscription subscription) => $"{ChannelOf(subscription)}:{subscription.Symbol}";

    public string Subscribe(string id, IReadOnlyList<StreamSubscription> subscriptions) => new JsonObject
    {
        ["id"] = id,
        ["op"] = "subscribe",
        ["args"] = new JsonArray([.. subscriptions.Select(s => new JsonObject { ["channel"] = ChannelOf(s), ["instId"] = s.Symbol.Value })]),
    }.ToJsonString();

    public StreamMessage Parse(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known) =>
        utf8.Span.SequenceEqual("pong"u8) ? StreamMessage.Alive.Instance : StreamParser.Parse(utf8, root => Read(root, known));

    private static StreamMessage Read(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        StreamFields.Require(root, "the message", JsonValueKind.Object);
        if (root.TryGetProperty("event", out _))
        {
            return Event(root, known);
        }

        var subscription = Subscription(root, known);
        var data = StreamFields.Field(root, "data", JsonValueKind.Array);
        return subscription.IsTrades
            ? new StreamMessage.Trades(subscription.Symbol, [.. data.EnumerateArray().Select(row => Trade(row, subscription.Symbol))])
            : new StreamMessage.Candles(subscription.Series, [.. data.EnumerateArray().Select(row => CandleOf(row, subscription.Series.Timeframe))], SentAt: 0);
    }

    private static StreamMessage Event(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var id = root.TryGetProperty("id", out var request) && request.ValueKind == JsonValueKind.String ? request.GetString() : null;
        switch (StreamFields.Text(root, "event"))
        {
            case "subscribe":
                return new StreamMessage.Accepted(Subscription(root, known), id);
            case "unsubscribe" or "channel-conn-count":
                return StreamMessage.Alive.Instance;
            case "error":
                return new StreamMessage.Refused(id, StreamFields.Text(root, "code"), StreamFields.Text(root, "msg"));
            case "notice":
                var code = StreamFields.Text(root, "code");
                return code == UpgradeNotice ? new StreamMessage.Closing($"{code} {StreamFields.Text(root, "msg")}") : StreamMessage.Alive.Instance;
            case var other:
                throw new StreamFormatException(StreamFormatException.UnknownMessage, $"event '{StreamFields.Echo(other)}' is not of the protocol");
        }
    }

    private static StreamSubscription Subscription(JsonElement root, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        var arg = StreamFields.Field(root, "arg", JsonValueKind.Object);
        return StreamParser.Known($"{StreamFields.Text(arg, "channel")}:{StreamFields.Text(arg, "instId")}", known);
    }

    private static StreamTrade Trade(JsonElement row, Symbol symbol)
    {
        if (StreamFields.Text(row, "instId") is var instrument && instrument != symbol.Value)
        {
            throw new StreamFormatException(StreamFormatException.UnknownChannel, $"a trade of '{StreamFields.Echo(instrument)}' came on the channel of {symbol}");
        }

        var id = StreamFields.Whole(StreamFields.Field(row, "tradeId", JsonValueKind.String), "tradeId");

        // The id is that of the last print merged.
        var merged = row.TryGetProperty("count", out var count) ? StreamFields.Whole(count, "count") : 1;
        if (merged is < 1 or > MostMerged || merged > id)
        {
            throw new StreamFormatException(StreamFormatException.OutOfRange, $"count is {merged} where a number from 1 to the trade's id belongs");
        }

        var side = StreamFields.Text(row, "side") switch
        {
            "buy" => Side.Buy,
            "sell" => Side.Sell,
            var other => throw new StreamFormatException(StreamFormatException.OutOfRange, $"side is '{StreamFields.Echo(other)}' where buy or sell belongs"),
        };
        var tick = new Tick(
            StreamFields.Time(StreamFields.Field(row, "ts", JsonValueKind.String), "ts"),
            StreamFields.Price(StreamFields.Field(row, "px", JsonValueKind.String), "px"),
            StreamFields.Size(StreamFields.Field(row, "sz", JsonValueKind.String), "sz"),
            id,
            side);
        return new StreamTrade(tick, id - merged + 1);
    }

    private static Candle CandleOf(JsonElement row, Timeframe timeframe)
    {
        StreamFields.Require(row, "a candle", JsonValueKind.Array);
        if (row.GetArrayLength() < 9)
        {
            throw new StreamFormatException(StreamFormatException.MissingField, $"a candle of {row.GetArrayLength()} fields where 9 belong: {StreamFields.Echo(row)}");
        }

        var final = row[8].ValueKind == JsonValueKind.String ? row[8].GetString() : null;
        if (final is not ("0" or "1"))
        {
            throw new StreamFormatException(StreamFormatException.OutOfRange, $"confirm is {StreamFields.Echo(row[8])} where \"0\" or \"1\" belongs");
        }

        var bar = new Bar(
            StreamFields.Time(StreamFields.Require(row[0], "ts", JsonValueKind.String), "ts"),
            StreamFields.Price(row[1], "o"),
            StreamFields.Price(row[2], "h"),
            StreamFields.Price(row[3], "l"),
            StreamFields.Price(row[4], "c"),
            StreamFields.Volume(row[5], "vol"),
            BuyVolume: 0,
            StreamFields.QuoteVolume(row[7], "volCcyQuote"),
            Trades: 0);
        return new Candle(StreamFields.Checked(bar, timeframe), CandleSource.Okx, final == "1");
    }

    private static string ChannelOf(StreamSubscription subscription) => subscription.Timeframe?.Name switch
    {
        null => Trades,
        "1h" => $"{Candle}1H",
        "4h" => $"{Candle}4H",
        "1d" => $"{Candle}1Dutc", // 1D begins at 16:00 UTC
        var minutes => Candle + minutes,
    };
}
