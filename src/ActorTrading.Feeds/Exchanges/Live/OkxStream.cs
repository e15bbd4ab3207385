using System.Text.Json.Nodes;
using ActorTrading.Feeds.Exchanges.Okx;
using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The WebSocket protocol of OKX v5: trades on <c>public</c>, candles on <c>business</c>.</summary>
internal sealed class OkxStream : IExchangeStream
{
    private const string UpgradeNotice = "64008";

    public string Name => OkxClient.ExchangeName;

    // 480 requests an hour with room for those of a reconnect; arguments of all requests stay within 64 KB; three connections a second.
    public StreamLimits Limits { get; } =
        new(MaxSubscriptions: 600, MaxRequestBytes: 8 * 1024, TimeSpan.FromMilliseconds(350), ConnectSpacing: TimeSpan.FromMilliseconds(350), Lifetime: null);

    public string Ping => "ping";

    public string PathOf(StreamSubscription subscription) => subscription.IsTrades ? "/ws/v5/public" : "/ws/v5/business";

    public string NameOf(StreamSubscription subscription) => NameOf(ChannelOf(subscription), InstrumentOf(subscription));

    public string InstrumentOf(StreamSubscription subscription) => OkxNames.Of(subscription.Symbol);

    public string Subscribe(string id, IReadOnlyList<StreamSubscription> subscriptions) => new JsonObject
    {
        ["id"] = id,
        ["op"] = "subscribe",
        ["args"] = new JsonArray([.. subscriptions.Select(s => new JsonObject { ["channel"] = ChannelOf(s), ["instId"] = InstrumentOf(s) })]),
    }.ToJsonString();

    public StreamMessage Parse(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known) =>
        utf8.Span.SequenceEqual("pong"u8) ? StreamMessage.Alive.Instance : StreamParser.Parse(utf8.Span, known, Read);

    private static StreamMessage Read(ReadOnlySpan<byte> utf8, IReadOnlyDictionary<string, StreamSubscription> known)
    {
        string? happening = null, name = null, id = null, code = null;
        var text = "";
        Range? data = null;
        var reader = new AnswerReader(utf8);
        reader.BeginObject("the message");
        while (reader.NextField())
        {
            if (reader.Is("arg"u8))
            {
                name = ReadName(ref reader);
            }
            else if (reader.Is("data"u8))
            {
                data = reader.SkipFound();
            }
            else if (reader.Is("event"u8))
            {
                happening = reader.Text("event");
            }
            else if (reader.Is("id"u8))
            {
                id = reader.Label("id");
            }
            else if (reader.Is("code"u8))
            {
                code = reader.Label("code");
            }
            else if (reader.Is("msg"u8))
            {
                text = reader.Text("msg");
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        return happening switch
        {
            null when name is not null && data is { } rows => Push(StreamParser.Known(name, known), utf8[rows]),
            null => throw reader.Missing("a push needs arg and data"),
            "subscribe" when name is not null => new StreamMessage.Accepted(StreamParser.Known(name, known), id),
            "error" => new StreamMessage.Refused(id, code ?? "", text),
            "notice" when code == UpgradeNotice => new StreamMessage.Closing($"{code} {text}"),
            "notice" or "unsubscribe" or "channel-conn-count" => StreamMessage.Alive.Instance,
            _ => throw new AnswerFormatException($"event '{AnswerText.Clean(happening)}' is not of the protocol", fault: FormatFault.UnknownMessage),
        };
    }

    private static string ReadName(ref AnswerReader reader)
    {
        string? channel = null, instrument = null;
        reader.BeginObject("arg");
        while (reader.NextField())
        {
            if (reader.Is("channel"u8))
            {
                channel = reader.Text("channel");
            }
            else if (reader.Is("instId"u8))
            {
                instrument = reader.Text("instId");
            }
            else
            {
                reader.Skip();
            }
        }

        return NameOf(channel ?? "", instrument ?? "");
    }

    private static StreamMessage Push(StreamSubscription subscription, ReadOnlySpan<byte> data)
    {
        if (!subscription.IsTrades)
        {
            return new StreamMessage.Candles(subscription.Series, OkxAnswers.Candles(data, subscription.Series.Timeframe), SentAt: 0);
        }

        var trades = new List<StreamTrade>();
        var name = OkxNames.Of(subscription.Symbol);
        var reader = new AnswerReader(data);
        reader.BeginArray("data");
        while (reader.NextObject())
        {
            var tick = OkxAnswers.Trade(ref reader, name, out var merged);
            trades.Add(new StreamTrade(tick, tick.Id - merged + 1));
        }

        reader.End();
        return new StreamMessage.Trades(subscription.Symbol, trades);
    }

    private static string ChannelOf(StreamSubscription subscription) => subscription.Timeframe is { } length ? $"candle{OkxNames.Of(length)}" : "trades";

    private static string NameOf(string channel, string instrument) => $"{channel}:{instrument}";
}
