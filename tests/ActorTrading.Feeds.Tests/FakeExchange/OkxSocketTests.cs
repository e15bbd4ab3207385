using System.Net.WebSockets;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>What is known of OKX's WebSocket protocol, asked of the fake one.</summary>
public sealed class OkxSocketTests
{
    private const string Public = "/ws/v5/public";
    private const string Business = "/ws/v5/business";

    [Fact]
    public async Task Ping_IsText_AndSoIsPong()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);

        await ExchangeRig.SendAsync(socket, "ping");

        Assert.Equal("pong", await ExchangeRig.ReceiveAsync(socket));
    }

    [Theory]
    [InlineData(Public, "candle1m", "BTC-USDT")]
    [InlineData(Business, "trades", "BTC-USDT")]
    [InlineData(Business, "candle1h", "BTC-USDT")]
    [InlineData(Public, "trades", "NO-SUCH")]
    public async Task WrongChannel_IsError60018(string path, string channel, string instrument)
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(path);

        var answer = JsonDocument.Parse(await ExchangeRig.SubscribeAsync(socket, channel, instrument)).RootElement;

        Assert.Equal(("error", "60018", "7"), (answer.GetProperty("event").GetString(), answer.GetProperty("code").GetString(), answer.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"op":"dance"}""")]
    [InlineData("""{"op":"subscribe","args":7}""")]
    public async Task Nonsense_IsError60012(string text)
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);

        await ExchangeRig.SendAsync(socket, text);

        Assert.Contains("\"60012\"", await ExchangeRig.ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candle_IsPushedWhileItForms_AndOnceMoreWhenItCloses()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Business);
        Assert.Equal("subscribe", JsonDocument.Parse(await ExchangeRig.SubscribeAsync(socket, "candle1m")).RootElement.GetProperty("event").GetString());
        await SubscribedAsync(rig, "candle1m:BTC-USDT");

        rig.Clock.Advance(TimeSpan.FromSeconds(30));

        var confirms = new List<string>();
        var times = new HashSet<string>();
        while (confirms.Count < 32)
        {
            var push = JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement;
            Assert.Equal("candle1m", push.GetProperty("arg").GetProperty("channel").GetString());
            confirms.Add(push.GetProperty("data")[0][8].GetString()!);
            times.Add(push.GetProperty("data")[0][0].GetString()!);
        }

        Assert.Equal([30], confirms.Index().Where(c => c.Item == "1").Select(c => c.Index));
        Assert.Equal(2, times.Count);
    }

    [Fact]
    public async Task Trades_ArePushedWithoutHoles()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);
        await ExchangeRig.SubscribeAsync(socket, "trades");
        await SubscribedAsync(rig, "trades:BTC-USDT");
        var before = rig.Market.LastTradeId(ExchangeRig.Btc);

        rig.Clock.Advance(TimeSpan.FromMinutes(2));

        for (var id = before + 1; id <= before + 8; id++)
        {
            var push = JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement;
            Assert.Equal($"{id}", push.GetProperty("data")[0].GetProperty("tradeId").GetString());
            Assert.Equal("1", push.GetProperty("data")[0].GetProperty("count").GetString());
        }
    }

    [Fact]
    public async Task AfterUnsubscribe_NothingComes()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);
        await ExchangeRig.SubscribeAsync(socket, "trades");

        await ExchangeRig.SendAsync(socket, """{"op":"unsubscribe","args":[{"channel":"trades","instId":"BTC-USDT"}]}""");

        Assert.Contains("unsubscribe", await ExchangeRig.ReceiveAsync(socket), StringComparison.Ordinal);
        Assert.Empty(rig.Server.Sockets.Subscriptions);
    }

    [Fact]
    public async Task SilentConnection_IsClosedWith4004()
    {
        var time = new StandingClock();
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = time });
        var socket = await rig.ConnectAsync(Public);
        time.Advance(TimeSpan.FromSeconds(20));
        await ExchangeRig.SendAsync(socket, "ping");
        Assert.Equal("pong", await ExchangeRig.ReceiveAsync(socket));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, rig.Server.Sockets.Count);

        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("close 4004", await ExchangeRig.ReceiveAsync(socket));
    }

    [Fact]
    public async Task ServiceUpgrade_IsAnnounced()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Business);

        rig.Server.Sockets.AnnounceShutdown();

        Assert.Equal("64008", JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Correction_IsPushedAgain_ToEveryTimeframeItTouches()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Business);
        await ExchangeRig.SubscribeAsync(socket, "candle1m");
        await SubscribedAsync(rig, "candle1m:BTC-USDT");
        var minute = (rig.Market.Now / ExchangeRig.Minute * ExchangeRig.Minute) - ExchangeRig.Minute;

        rig.Market.Correct(ExchangeRig.Btc, minute);

        var row = JsonDocument.Parse(await ExchangeRig.ReceiveAsync(socket)).RootElement.GetProperty("data")[0];
        Assert.Equal(($"{minute / 1000}", "1"), (row[0].GetString(), row[8].GetString()));
    }

    [Fact]
    public async Task FrozenConnection_StillPongs_ButBringsNoData()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);
        await ExchangeRig.SubscribeAsync(socket, "trades");
        await SubscribedAsync(rig, "trades:BTC-USDT");

        rig.Server.Sockets.Freeze();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await ExchangeRig.SendAsync(socket, "ping");

        Assert.Equal("pong", await ExchangeRig.ReceiveAsync(socket));
    }

    [Fact]
    public async Task DroppedConnection_BreaksWithoutAClose_AndTheNextOneWorks()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync(Public);
        await Eventually.TrueAsync(() => rig.Server.Sockets.Count == 1, "the connection is known");

        rig.Server.Sockets.Drop();

        await Assert.ThrowsAsync<WebSocketException>(() => ExchangeRig.ReceiveAsync(socket));
        Assert.Contains("subscribe", await ExchangeRig.SubscribeAsync(await rig.ConnectAsync(Public), "trades"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FourthConnectInASecond_IsRefused()
    {
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = new StandingClock() });
        for (var i = 0; i < 3; i++)
        {
            await rig.ConnectAsync(Public);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => rig.ConnectAsync(Public));
    }

    private static Task SubscribedAsync(ExchangeRig rig, string key) => Eventually.TrueAsync(() => rig.Server.Sockets.Subscriptions.Contains(key), $"{key} is subscribed");
}
