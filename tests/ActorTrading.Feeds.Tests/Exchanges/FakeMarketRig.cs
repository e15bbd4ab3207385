using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>A client of the fake exchange, over real HTTP; all waits are over at once, and limits are counted by the same jumping clock.</summary>
internal sealed class FakeMarketRig : IAsyncDisposable
{
    private FakeMarketRig(FakeExchangeServer server, IExchangeClient client, JumpingClock clock) => (Server, Client, Clock) = (server, client, clock);

    public static Symbol Btc { get; } = Symbol.Parse("BTC-USDT");

    /// <summary>In the middle of every bar.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);

    public static long Now { get; } = Start.ToUnixTimeMilliseconds() * 1000;

    public FakeExchangeServer Server { get; }

    public IExchangeClient Client { get; }

    public JumpingClock Clock { get; }

    public static async Task<FakeMarketRig> StartAsync(
        string exchange,
        FakeMarketOptions? market = null,
        FakeExchangeOptions? options = null,
        Func<ExchangeClientOptions, ExchangeClientOptions>? change = null)
    {
        var clock = new JumpingClock(Start);
        var server = await FakeExchangeServer.StartAsync(new FakeMarket(market, clock), (options ?? new FakeExchangeOptions()) with { Time = clock });
        var client = new ExchangeClientOptions
        {
            RestHosts = [server.RestAddress],
            Timeout = TimeSpan.FromMinutes(10),
            TotalTimeout = TimeSpan.FromHours(10),
            MaxRetryAttempts = 20,
            BreakAfter = 100,
        };
        return new FakeMarketRig(server, ExchangeClients.Create(exchange, change is null ? client : change(client), clock), clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    public IReadOnlyList<Candle> Truth(SeriesId series, TimeRange range) => Server.Market.Candles(Client.Source, series, range);

    /// <summary>The last bars that are over.</summary>
    public static TimeRange Last(Timeframe timeframe, int bars) => new(timeframe.OpenOf(Now) - (bars * timeframe.Length), timeframe.OpenOf(Now));

    /// <summary>No request over a limit, none while told to wait.</summary>
    public void MustHaveKeptTheLimits()
    {
        Assert.Equal(0, Server.Requests.OverLimit);
        Assert.DoesNotContain(Server.Requests, request => request.WhileToldToWait);
    }
}
