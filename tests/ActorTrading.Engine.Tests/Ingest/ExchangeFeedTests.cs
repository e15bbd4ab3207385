using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Ingest;

/// <summary>A live exchange over real sockets into journalled symbols, cut off and begun again: the bars are the exchange's.</summary>
public sealed class ExchangeFeedTests
{
    private static readonly Symbol Btc = Symbol.Parse("BTC-USDT");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);

    /// <summary>All at once: they do little but wait for their market's time.</summary>
    [Fact]
    public Task Run_CutOffThreeTimes_BarsAreThoseOfTheExchange() => Task.WhenAll(
        BarsAreThoseOfTheExchangeAsync("okx", hasTrades: true, hoursOfCatchUp: 6),
        BarsAreThoseOfTheExchangeAsync("binance", hasTrades: true, hoursOfCatchUp: 6),
        BarsAreThoseOfTheExchangeAsync("okx", hasTrades: true, hoursOfCatchUp: 0.02),
        BarsAreThoseOfTheExchangeAsync("binance", hasTrades: false, hoursOfCatchUp: 6));

    private static async Task BarsAreThoseOfTheExchangeAsync(string exchange, bool hasTrades, double hoursOfCatchUp)
    {
        var clock = new RunningClock(Start, speed: 60);
        var market = new FakeMarket(new FakeMarketOptions { TradesPerMinute = 30 }, clock);
        await using var server = await FakeExchangeServer.StartAsync(market, new FakeExchangeOptions { EnforceLimits = false });
        var journal = new BreakableJournal();
        var options = new EngineOptions();
        Bar[] bars = [];
        for (var life = 0; life < 3; life++)
        {
            await using var client = ExchangeClients.Create(exchange, new ExchangeClientOptions { RestHosts = [server.RestAddress], LimitShare = 100 }, clock);
            await using var connections = new ConnectionManager(Patient(exchange, server), client, clock);
            var feed = new ExchangeFeed(
                connections,
                client,
                new ExchangeFeedOptions
                {
                    Symbols = [Btc],
                    HasTrades = hasTrades,
                    BarsFrom = Micros(Start.AddMinutes(-7.5)),
                    LongestCatchUp = TimeSpan.FromHours(hoursOfCatchUp),
                    BatchSize = 64,
                },
                clock);
            await using var run = new EngineRun(journal, options, ModelFactory.Untrained(options));
            var ingest = new IngestStream(run.Market, new IngestOptions(), TimeProvider.System);
            using var stop = new CancellationTokenSource();
            var until = market.Now + 180_000_000;
            var running = ingest.RunAsync(feed, stop.Token);
            await Eventually.TrueAsync(
                () => running.IsFaulted || (run.View.Find(Btc) is { } view && view.Bars.Page(Timeframe.M1, 1, long.MaxValue) is [var bar] && bar.OpenTime >= until),
                $"three more minutes in life {life}; {string.Join(' ', connections.Connections)}");
            await stop.CancelAsync();
            await running;
            bars = run.View.Find(Btc)!.Bars.Page(Timeframe.M1, 500, long.MaxValue);

            // Away for more than two minutes of the market.
            await Task.Delay(TimeSpan.FromMinutes(2.5), clock, TestContext.Current.CancellationToken);
        }

        var truth = market.Candles(Btc, Timeframe.M1, new TimeRange(Micros(Start.AddMinutes(-7.5)), bars[^1].OpenTime + 1));
        var differing = truth.Select(Values).Except(bars.Select(Values)).Count();

        // Where trades were missed for too long, the rest of a minute that had begun is missing and nothing else is.
        Assert.Equal(truth.Select(b => (exchange, b.OpenTime)), bars.Select(b => (exchange, b.OpenTime)));
        Assert.True(differing <= (hoursOfCatchUp < 1 ? 2 : 0), $"{exchange}, trades {hasTrades}, {hoursOfCatchUp} h: {differing} bars differ");
    }

    /// <summary>A second of a busy machine is a minute of the market.</summary>
    private static LiveOptions Patient(string exchange, FakeExchangeServer server) => new()
    {
        Exchange = exchange,
        Hosts = [server.WebSocketAddress],
        ConnectTimeout = TimeSpan.FromMinutes(10),
        SubscribeTimeout = TimeSpan.FromMinutes(10),
        PingAfter = TimeSpan.FromMinutes(2),
        PongWithin = TimeSpan.FromMinutes(5),
        StaleAtLeast = TimeSpan.FromMinutes(5),
        StaleAtMost = TimeSpan.FromMinutes(10),
    };

    private static (long, long, long, long, long, long) Values(Bar bar) => (bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
