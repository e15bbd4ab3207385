using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>That each fault really is what its name says.</summary>
public sealed class FaultTests
{
    private const string Okx = "/api/v5/market/history-candles?instId=BTC-USDT&limit=40";
    private const string Binance = "/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=40";

    [Theory]
    [InlineData(FaultKind.ServerError, 500, 500)]
    [InlineData(FaultKind.Unavailable, 503, 503)]
    [InlineData(FaultKind.RateLimited, 429, 429)]
    [InlineData(FaultKind.Banned, 429, 418)]
    [InlineData(FaultKind.ErrorEnvelope, 200, 429)]
    [InlineData(FaultKind.HtmlPage, 200, 200)]
    public async Task StatusFaults_HaveTheirStatus_AndPassAfterTheirCount(FaultKind kind, int okx, int binance)
    {
        await using var rig = await ExchangeRig.StartAsync();
        rig.Server.Faults.Next(kind, 2);

        Assert.Equal((okx, binance), ((int)(await rig.GetAsync(Okx)).StatusCode, (int)(await rig.GetAsync(Binance)).StatusCode));
        Assert.Equal("0", (await rig.JsonAsync(Okx)).GetProperty("code").GetString());
        Assert.Equal(2, rig.Server.Faults.Injected(kind));
        Assert.Equal([kind, kind, null], rig.Server.Requests.Select(r => r.Fault));
    }

    [Fact]
    public async Task PageFaults_SpoilTheRows()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var all = await TimesAsync(rig);

        async Task<List<string>> WithAsync(FaultKind kind)
        {
            rig.Server.Faults.Next(kind);
            return await TimesAsync(rig);
        }

        Assert.Equal(all.Take(20), await WithAsync(FaultKind.PartialPage));
        Assert.Empty(await WithAsync(FaultKind.EmptyPage));
        var twice = await WithAsync(FaultKind.DuplicateRows);
        Assert.Equal(50, twice.Count);
        Assert.Equal(all, twice.Distinct());
        var shuffled = await WithAsync(FaultKind.ShuffledRows);
        Assert.NotEqual(all, shuffled);
        Assert.Equal(all.Order(), shuffled.Order());
    }

    [Theory]
    [InlineData(FaultKind.GarbageJson)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.HtmlPage)]
    public async Task TextFaults_AreNoJson(FaultKind kind)
    {
        await using var rig = await ExchangeRig.StartAsync();
        rig.Server.Faults.Next(kind);

        await Assert.ThrowsAnyAsync<JsonException>(() => rig.JsonAsync(Okx));
    }

    [Fact]
    public async Task WrongTypes_IsJson_ButOtherThanTheTruth()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var right = (await rig.JsonAsync(Binance)).GetRawText();
        rig.Server.Faults.Next(FaultKind.WrongTypes);

        var wrong = (await rig.JsonAsync(Binance)).GetRawText();

        Assert.NotEqual(right, wrong);
        Assert.Contains("null", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.Disconnect)]
    public async Task ConnectionFaults_BreakTheAnswer(FaultKind kind)
    {
        await using var rig = await ExchangeRig.StartAsync();
        rig.Server.Faults.Next(kind);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => rig.JsonAsync(Okx));
    }

    [Fact]
    public async Task SlowAnswer_ComesAfterItsDelay_HungNever()
    {
        var time = new StandingClock();
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = time });
        rig.Server.Faults.Add(new Fault(FaultKind.SlowAnswer) { Count = 1, Delay = TimeSpan.FromSeconds(5) });
        rig.Server.Faults.Next(FaultKind.HungAnswer);

        var slow = rig.JsonAsync(Okx);
        await Eventually.TrueAsync(() => rig.Server.Requests.Count == 1, "the first request came");
        var hung = rig.JsonAsync(Okx);
        await Eventually.TrueAsync(() => rig.Server.Requests.Count == 2, "the second request came");
        Assert.False(slow.IsCompleted);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return slow.IsCompleted;
            },
            "the slow answer is there");
        Assert.False(hung.IsCompleted);
        await rig.Server.StopListeningAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hung);
    }

    [Fact]
    public async Task Faults_OfAnEndpointWithAProbability_HitItAboutThatOften()
    {
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { EnforceLimits = false });
        rig.Server.Faults.Often(FaultKind.ServerError, 0.3, "history-candles");

        for (var i = 0; i < 200; i++)
        {
            (await rig.GetAsync(Okx)).Dispose();
            Assert.Equal(200, (int)(await rig.GetAsync(Binance)).StatusCode);
        }

        Assert.InRange(rig.Server.Faults.Injected(FaultKind.ServerError), 40, 80);
    }

    [Fact]
    public async Task StoppedServer_RefusesConnections_AndListensAgainAtTheSameAddress()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var address = rig.Server.RestAddress;
        await rig.JsonAsync(Okx);

        await rig.Server.StopListeningAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => rig.JsonAsync(Okx));
        await rig.Server.ListenAsync();

        Assert.Equal(address, rig.Server.RestAddress);
        Assert.Equal("0", (await rig.JsonAsync(Okx)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task PushFaults_SpoilTheStream()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws/v5/public");
        await ExchangeRig.SubscribeAsync(socket, "trades");
        await Eventually.TrueAsync(() => rig.Server.Sockets.Subscriptions.Count == 1, "subscribed");
        foreach (var kind in (FaultKind[])[FaultKind.DuplicatePush, FaultKind.LostPush, FaultKind.ReorderedPush, FaultKind.GarbagePush])
        {
            rig.Server.Faults.Next(kind);
        }

        var first = rig.Market.LastTradeId(ExchangeRig.Btc) + 1;
        rig.Clock.Advance(TimeSpan.FromMinutes(2));

        var seen = new List<long>();
        while (seen.Count < 7)
        {
            seen.Add(IdOf(await ExchangeRig.ReceiveAsync(socket)) is { } id ? id - first : -1);
        }

        Assert.Equal([0, 0, -1, 3, 2, 4, 5], seen);
    }

    [Fact]
    public async Task LateBar_ComesAfterTheNextOneHasBegun()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var socket = await rig.ConnectAsync("/ws/v5/business");
        await ExchangeRig.SubscribeAsync(socket, "candle1m");
        await Eventually.TrueAsync(() => rig.Server.Sockets.Subscriptions.Count == 1, "subscribed");
        rig.Server.Faults.Add(new Fault(FaultKind.LateBar) { Count = 1, Delay = TimeSpan.FromSeconds(5) });

        rig.Clock.Advance(TimeSpan.FromSeconds(40));

        var seen = new List<string>();
        while (seen.Count == 0 || !seen[^1].EndsWith("\"1\"]]}", StringComparison.Ordinal))
        {
            seen.Add(await ExchangeRig.ReceiveAsync(socket));
        }

        Assert.Equal(30 + 6, seen.Count - 1);
    }

    private static async Task<List<string>> TimesAsync(ExchangeRig rig) => [.. (await rig.DataAsync(Okx)).Select(r => r[0].GetString()!)];

    private static long? IdOf(string push)
    {
        try
        {
            return long.Parse(JsonDocument.Parse(push).RootElement.GetProperty("data")[0].GetProperty("tradeId").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
