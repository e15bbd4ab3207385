using System.Text.Json;
using ActorTrading.FakeExchange.Rest;

namespace ActorTrading.FakeExchange.Sockets;

/// <summary>OKX's WebSocket protocol on one of its two public paths.</summary>
internal sealed class OkxSocket(FakeMarket market, FakeExchangeOptions options, SocketSession session, bool isBusiness, string connection)
{
    private const int OperationsPerHour = 480;

    private readonly RateWindow _operations = new(OperationsPerHour, TimeSpan.FromHours(1));

    public void Handle(string text)
    {
        if (text == "ping")
        {
            session.Send("pong");
            return;
        }

        try
        {
            using var message = JsonDocument.Parse(text);
            var id = message.RootElement.TryGetProperty("id", out var given) ? $"\"id\":{given.GetRawText()}," : "";
            var operation = message.RootElement.GetProperty("op").GetString();
            if (operation is not ("subscribe" or "unsubscribe"))
            {
                Error(id, "60012", $"Invalid request: {operation}");
                return;
            }

            if (!_operations.TryTake(options.Time.GetUtcNow()))
            {
                Error(id, "60014", "Requests too frequent");
                return;
            }

            foreach (var arg in message.RootElement.GetProperty("args").EnumerateArray())
            {
                Apply(id, operation, arg);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Error("", "60012", "Invalid request: the message is not understood");
        }
    }

    private void Apply(string id, string operation, JsonElement arg)
    {
        var channel = arg.GetProperty("channel").GetString() ?? "";
        var instrument = arg.GetProperty("instId").GetString() ?? "";
        var stream = StreamOf(channel, instrument);
        if (stream is null)
        {
            Error(id, "60018", $"Wrong URL or channel:{channel},instId:{instrument} doesn't exist. Please use the correct URL, channel and parameters referring to API document.");
            return;
        }

        if (operation == "unsubscribe")
        {
            session.Unsubscribe(stream.Key);
        }

        session.Send($"{{{id}\"event\":\"{operation}\",\"arg\":{ArgOf(channel, instrument)},\"connId\":\"{connection}\"}}");
        if (operation == "subscribe")
        {
            session.Subscribe(stream);
        }
    }

    private Stream? StreamOf(string channel, string instrument)
    {
        if (market.OnOkx(instrument) is not { Symbol: var symbol } listing)
        {
            return null;
        }

        var head = $"{{\"arg\":{ArgOf(channel, instrument)},\"data\":[";
        var key = $"{channel}:{instrument}";
        if (channel == (isBusiness ? "trades-all" : "trades"))
        {
            return new TradeStream(key, market, symbol, (tick, _) => $"{head}{OkxRows.Trade(listing, tick, pushed: !isBusiness)}]}}");
        }

        var every = options.FormingEvery.Ticks / TimeSpan.TicksPerMicrosecond;
        return isBusiness && channel.StartsWith("candle", StringComparison.Ordinal) && OkxRows.Grid(channel["candle".Length..]) is { } grid
            ? new CandleStream(key, market, symbol, grid, every, (bar, isFinal, _) => $"{head}{OkxRows.Candle(bar, isFinal)}]}}")
            : null;
    }

    private static string ArgOf(string channel, string instrument) => $"{{\"channel\":\"{channel}\",\"instId\":\"{instrument}\"}}";

    private void Error(string id, string code, string message) =>
        session.Send($"{{{id}\"event\":\"error\",\"code\":\"{code}\",\"msg\":{JsonSerializer.Serialize(message)},\"connId\":\"{connection}\"}}");
}
