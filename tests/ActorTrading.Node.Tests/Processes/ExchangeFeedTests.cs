using System.Text.Json;
using ActorTrading.FakeExchange;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>The node on an exchange that freezes and goes away, seen over HTTP.</summary>
public sealed class ExchangeFeedTests
{
    [Fact]
    public async Task Node_ExchangeFreezesAndGoesAway_ShowsItAndComesBack()
    {
        var market = new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1200 }, new RunningClock(TimeProvider.System.GetUtcNow()));
        await using var exchange = await FakeExchangeServer.StartAsync(market, new FakeExchangeOptions { EnforceLimits = false });
        using var data = new DataFolder();
        await using var node = Executable.Start(
            "node", "--feed", "exchange", "--data", data.Path, "--set", "http.port=0",
            "--set", "feed.exchange.symbols=[BTC-USDT]", "--set", "feed.exchange.channels=[trades]", "--set", "feed.exchange.history=0",
            "--set", "feed.exchange.stale-at-least=3s", "--set", "feed.exchange.stale-at-most=4s",
            "--set", $"exchanges.okx.rest-hosts=[\"{exchange.RestAddress.GetLeftPart(UriPartial.Authority)}\"]",
            "--set", $"exchanges.okx.websocket-hosts=[\"{exchange.WebSocketAddress.GetLeftPart(UriPartial.Authority)}\"]");
        using var client = new HttpClient { BaseAddress = new Uri(await node.ServesAsync()) };
        await Eventually.TrueAsync(async () => (await ConnectionsAsync(client)).Count == 2 && await HealthAsync(client) == "ok", "both are live", TimeSpan.FromSeconds(30));

        exchange.Sockets.Freeze();
        await Eventually.TrueAsync(
            async () => (await ConnectionsAsync(client)).Exists(c => IsOfTrades(c) && History(c).Contains("STALE RECONNECTING HEALING LIVE", StringComparison.Ordinal)), "trades stale, then live again", TimeSpan.FromMinutes(2));

        await exchange.StopListeningAsync();
        await Eventually.TrueAsync(async () => await HealthAsync(client) == "degraded", "degraded");
        await exchange.ListenAsync();
        await Eventually.TrueAsync(async () => await HealthAsync(client) == "ok", "ok again", TimeSpan.FromMinutes(2));

        var connections = await ConnectionsAsync(client);
        Assert.Equal(["BTC-USDT 5m", "BTC-USDT trades"], connections.Select(c => c.GetProperty("subscriptions")[0].GetString()));
        Assert.All(connections, connection =>
        {
            Assert.Equal("okx", connection.GetProperty("exchange").GetString());

            // Whether a 5m bar went on without its pushes shows only at its end.
            Assert.True(connection.GetProperty("reconnects").GetInt32() >= (IsOfTrades(connection) ? 2 : 1));
            Assert.Equal(0, connection.GetProperty("gaps").GetArrayLength());
        });
        node.Send(Executable.Terminate);
        Assert.Equal(0, (await node.EndAsync()).Code);
        Assert.Contains("is Stale", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_ExchangeFeedWithOptionsOfOthers_IsWrongUse()
    {
        var path = await Executable.RunAsync("node", "--feed", "exchange", "--path", "x.csv");
        var speed = await Executable.RunAsync("node", "--feed", "exchange", "--speed", "60");
        var symbols = await Executable.RunAsync("node", "--feed", "exchange", "--set", "feed.exchange.channels=[books]");

        Assert.Equal((2, 2), (path.Code, speed.Code));
        Assert.Contains("an exchange is as fast as it is", speed.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, symbols.Code);
        Assert.Contains("'books' is not trades or candles", symbols.Error, StringComparison.Ordinal);
    }

    private static bool IsOfTrades(JsonElement connection) => connection.GetProperty("subscriptions")[0].GetString() == "BTC-USDT trades";

    private static string History(JsonElement connection) =>
        string.Join(' ', connection.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("state").GetString()));

    private static async Task<List<JsonElement>> ConnectionsAsync(HttpClient client) =>
        [.. JsonDocument.Parse(await client.GetStringAsync("/api/v1/connections")).RootElement.EnumerateArray()];

    private static async Task<string?> HealthAsync(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/api/v1/health")).RootElement.GetProperty("status").GetString();
}
