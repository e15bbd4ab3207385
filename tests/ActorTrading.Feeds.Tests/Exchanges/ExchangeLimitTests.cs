using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>That the limits which an exchange tells are kept, and those it does not tell too.</summary>
public sealed class ExchangeLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Binance_TellsASmallerLimit_KeepsIt()
    {
        const int Limit = 300;
        var clock = new JumpingClock(FakeMarketRig.Start);
        var open = Timeframe.H1.OpenOf(FakeMarketRig.Now) - Timeframe.H1.Length;
        var exchange = new ScriptedExchange(clock, request => ScriptedExchange.Says(Answer(request.RequestUri!.AbsolutePath, open, Limit))(request));
        var options = new ExchangeClientOptions { RestHosts = [new Uri("http://binance.test")], Handler = exchange, Timeout = TimeSpan.FromMinutes(10), TotalTimeout = TimeSpan.FromHours(1) };
        await using var client = ExchangeClients.Create("binance", options, clock);

        for (var i = 0; i < 400; i++)
        {
            Assert.Single(await client.GetCandlesAsync(new SeriesId(FakeMarketRig.Btc, Timeframe.H1), new TimeRange(open, open + 1), Cancellation));
        }

        var spent = exchange.Requests.Select(request => (request.Time, Weight: Weight(request.Address.AbsolutePath))).ToList();
        Assert.All(spent, begin => Assert.InRange(spent.Where(s => s.Time >= begin.Time && s.Time < begin.Time.AddMinutes(1)).Sum(s => s.Weight), 1, Limit));
        Assert.True(client.Statistics.Waited > TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Binance_OfASmallerLimit_IsNeverAskedForMore()
    {
        await using var rig = await FakeMarketRig.StartAsync("binance", options: new FakeExchangeOptions { BinanceWeight = 100 });

        for (var i = 0; i < 100; i++)
        {
            Assert.Single(await rig.Client.GetCandlesAsync(new SeriesId(FakeMarketRig.Btc, Timeframe.H1), FakeMarketRig.Last(Timeframe.H1, 1), Cancellation));
        }

        rig.MustHaveKeptTheLimits();
        Assert.Equal(0, rig.Client.Statistics.RateLimited);
        Assert.True(rig.Client.Statistics.Waited > TimeSpan.FromMinutes(1));
    }

    /// <summary>On real clocks: requests reach the server as unevenly as they really do.</summary>
    [Fact]
    public async Task Okx_ManyAtOnce_StayWithinTheLimitOfTheServersClock()
    {
        await using var server = await FakeExchangeServer.StartAsync(new FakeMarket());
        var options = new ExchangeClientOptions { RestHosts = [server.RestAddress] };
        options = options with { Traffic = new ExchangeTraffic(options, TimeProvider.System) };
        await using var live = ExchangeClients.Create("okx", options, TimeProvider.System);
        await using var jobs = ExchangeClients.Create("okx", options, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 26).Select(i => (i % 2 == 0 ? live : jobs).GetInstrumentAsync(FakeMarketRig.Btc, Cancellation)));

        Assert.Equal(26, server.Requests.Count);
        Assert.Equal(0, server.Requests.OverLimit);
        Assert.True(live.Statistics.Waited + jobs.Statistics.Waited > TimeSpan.FromSeconds(3));
    }

    private static string Answer(string path, long open, int limit) => path switch
    {
        "/api/v3/exchangeInfo" =>
            $$"""{"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":{{limit}}}],"symbols":[{"symbol":"BTCUSDT","status":"TRADING","filters":[]}]}""",
        "/api/v3/time" => $$"""{"serverTime":{{FakeMarketRig.Now / 1000}}}""",
        _ => $$"""[[{{open / 1000}},"1","1","1","1","0",{{(open + Timeframe.H1.Length) / 1000 - 1}},"0",0,"0","0","0"]]""",
    };

    private static int Weight(string path) => path switch
    {
        "/api/v3/exchangeInfo" => 20,
        "/api/v3/time" => 1,
        _ => 2,
    };
}
