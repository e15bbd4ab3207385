using System.Net.WebSockets;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>What is known of Binance's streams, asked of the fake ones.</summary>
public sealed class BinanceSocketTests
{
    [Fact]
    public async Task RawStream_OfTheAddress_PushesAtOnce()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws/btcusdt@aggTrade");
        await SubscribedAsync(rig, "btcusdt@aggTrade");
        var before = rig.Market.LastTradeId(ExchangeRig.Btc);

        rig.Clock.Advance(TimeSpan.FromMinutes(1));

        var push = JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement;
        Assert.Equal(("aggTrade", "BTCUSDT", before + 1), (push.GetProperty("e").GetString(), push.GetProperty("s").GetString(), push.GetProperty("a").GetInt64()));
    }

    [Fact]
    public async Task CombinedStreams_AreWrapped_AndAKlineClosesWithX()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/stream?streams=btcusdt@kline_1m/ethusdt@trade");
        await SubscribedAsync(rig, "ethusdt@trade");

        rig.Clock.Advance(TimeSpan.FromSeconds(31));

        var seen = new List<JsonElement>();
        while (!seen.Any(Closes))
        {
            seen.Add(JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement);
        }

        Assert.Equal(["btcusdt@kline_1m", "ethusdt@trade"], seen.Select(p => p.GetProperty("stream").GetString()!).Distinct().Order());
        var k = seen.Single(Closes).GetProperty("data").GetProperty("k");
        Assert.Equal((4, 3L, k.GetProperty("t").GetInt64() + 59_999), (k.GetProperty("n").GetInt32(), k.GetProperty("L").GetInt64() - k.GetProperty("f").GetInt64(), k.GetProperty("T").GetInt64()));
        Assert.True(seen.Count(p => p.GetProperty("stream").GetString() == "btcusdt@kline_1m") > 10);
    }

    [Fact]
    public async Task Methods_SubscribeListUnsubscribe_AreAnsweredById()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws");

        Assert.Equal("""{"result":null,"id":1}""", await AskAsync(socket, """{"method":"SUBSCRIBE","params":["btcusdt@trade","btcusdt@kline_5m"],"id":1}"""));
        await SubscribedAsync(rig, "btcusdt@kline_5m");
        Assert.Equal("""{"result":["btcusdt@trade","btcusdt@kline_5m"],"id":2}""", await AskAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":2}"""));
        Assert.Equal("""{"result":null,"id":3}""", await AskAsync(socket, """{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":3}"""));
        Assert.Equal(["btcusdt@kline_5m"], rig.Server.Sockets.Subscriptions);
        Assert.Contains("error", await AskAsync(socket, "nonsense"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpperCaseStream_IsNeverHeardOf()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws");

        await AskAsync(socket, """{"method":"SUBSCRIBE","params":["BTCUSDT@trade"],"id":1}""");

        Assert.Equal("""{"result":[],"id":2}""", await AskAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":2}"""));
    }

    [Fact]
    public async Task Shutdown_IsAnnounced_ThenTheConnectionCloses()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws/btcusdt@trade");
        await SubscribedAsync(rig, "btcusdt@trade");

        rig.Server.Sockets.AnnounceShutdown();
        rig.Server.Sockets.Close();

        Assert.Contains("serverShutdown", await ExchangeRig.ReceiveAsync(socket), StringComparison.Ordinal);
        Assert.Equal("close 1001", await ExchangeRig.ReceiveAsync(socket));
    }

    [Fact]
    public async Task SixthMessageInASecond_ClosesTheConnection()
    {
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = new StandingClock() });
        var socket = await rig.ConnectAsync("/ws");

        for (var i = 0; i < 6; i++)
        {
            await ExchangeRig.SendAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        var last = "";
        while (!last.StartsWith("close", StringComparison.Ordinal))
        {
            last = await ExchangeRig.ReceiveAsync(socket);
        }

        Assert.Equal("close 1008", last);
    }

    private static bool Closes(JsonElement push) => push.GetProperty("data").TryGetProperty("k", out var k) && k.GetProperty("x").GetBoolean();

    private static async Task<string> AskAsync(ClientWebSocket socket, string text)
    {
        await ExchangeRig.SendAsync(socket, text);
        return await ExchangeRig.ReceiveAsync(socket);
    }

    private static Task SubscribedAsync(ExchangeRig rig, string key) => Eventually.TrueAsync(() => rig.Server.Sockets.Subscriptions.Contains(key), $"{key} is subscribed");
}
