using System.Text.Json;
using ActorTrading.FakeExchange.Rest;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Sockets;

/// <summary>Binance's streams on one connection, raw or combined.</summary>
internal sealed class BinanceSocket(FakeMarket market, Faults faults, FakeExchangeOptions options, SocketSession session, bool isCombined)
{
    private const int MessagesPerSecond = 5;

    private readonly RateWindow _messages = new(MessagesPerSecond, TimeSpan.FromSeconds(1));

    /// <summary>Subscribes to what the address names; what it names wrongly is never heard of, as on the real one.</summary>
    public void Open(IEnumerable<string> streams)
    {
        foreach (var name in streams)
        {
            Subscribe(name);
        }
    }

    public void Handle(string text)
    {
        if (!_messages.TryTake(options.Time.GetUtcNow()))
        {
            session.Close(1008, "Too many requests");
            return;
        }

        try
        {
            using var message = JsonDocument.Parse(text);
            var id = message.RootElement.TryGetProperty("id", out var given) ? given.GetRawText() : "null";
            switch (message.RootElement.GetProperty("method").GetString())
            {
                case "SUBSCRIBE":
                    var names = Names(message.RootElement);
                    session.Send($"{{\"result\":null,\"id\":{id}}}");
                    Open(names);
                    break;
                case "UNSUBSCRIBE":
                    Names(message.RootElement).ForEach(name => session.Unsubscribe(name));
                    session.Send($"{{\"result\":null,\"id\":{id}}}");
                    break;
                case "LIST_SUBSCRIPTIONS":
                    session.Send($"{{\"result\":[{string.Join(',', session.Keys.Select(k => $"\"{k}\""))}],\"id\":{id}}}");
                    break;
                default:
                    session.Send($"{{\"error\":{{\"code\":2,\"msg\":\"Invalid request: unknown variant\"}},\"id\":{id}}}");
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            session.Send("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON\"},\"id\":null}");
        }
    }

    private static List<string> Names(JsonElement message) => [.. message.GetProperty("params").EnumerateArray().Select(p => p.GetString() ?? "")];

    private void Subscribe(string name)
    {
        if (StreamOf(name) is { } stream)
        {
            session.Subscribe(stream);
        }
    }

    private Stream? StreamOf(string name)
    {
        var parts = name.Split('@');
        var symbol = market.Options.Listings.FirstOrDefault(l => !l.IsPerpetual && string.Equals(LowerName(l.Symbol), parts[0], StringComparison.Ordinal))?.Symbol;
        if (parts.Length != 2 || symbol is not { } known || !market.Lists(known))
        {
            return null;
        }

        var every = Math.Max(options.FormingEvery.Ticks, options.PushEvery.Ticks) / TimeSpan.TicksPerMicrosecond * 2;
        return parts[1] switch
        {
            "aggTrade" => new TradeStream(name, market, known, (tick, now) => Wrap(name, BinanceRows.AggTradePush(known, tick, Told(now)))),
            "trade" => new TradeStream(name, market, known, (tick, now) => Wrap(name, BinanceRows.TradePush(known, tick, Told(now)))),
            _ when parts[1].StartsWith("kline_", StringComparison.Ordinal) && BinanceRows.Grid(parts[1]["kline_".Length..]) is { } grid =>
                new CandleStream(name, market, known, grid, every, (bar, isFinal, now) => Wrap(name, Kline(known, parts[1]["kline_".Length..], bar, grid.Length, isFinal, now))),
            _ => null,
        };
    }

    private static string LowerName(Symbol symbol) => BinanceRows.Name(symbol).ToLowerInvariant();

    private string Kline(Symbol symbol, string interval, Bar bar, long length, bool isFinal, long now)
    {
        var trades = market.History(symbol).Trades;
        var before = trades.CountBefore(bar.OpenTime);
        var last = isFinal ? trades.CountBefore(bar.OpenTime + length) : market.LastTradeId(symbol, now);
        return BinanceRows.KlinePush(symbol, interval, bar, length, isFinal, bar.Trades == 0 ? (-1, -1) : (before + 1, last), Told(now));
    }

    private long Told(long now) => now + (faults.ClockSkew.Ticks / TimeSpan.TicksPerMicrosecond);

    private string Wrap(string stream, string data) => isCombined ? $"{{\"stream\":\"{stream}\",\"data\":{data}}}" : data;
}
