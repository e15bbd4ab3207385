using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>Trades, instruments and failures that last.</summary>
public sealed class ExchangeTradeTests
{
    private static readonly FaultKind[] Passing =
    [
        FaultKind.Unavailable, FaultKind.RateLimited, FaultKind.PartialPage, FaultKind.DuplicateRows, FaultKind.ShuffledRows, FaultKind.WrongTypes,
    ];

    /// <summary>Listed for two hours only, so that there are few trades.</summary>
    private static readonly FakeMarketOptions Young = new() { Listings = [FakeListing.Of("BTC-USDT", Timeframe.M1.OpenOf(FakeMarketRig.Now) - (120 * Timeframe.M1.Length))] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, FaultKind> Faults => new(ExchangeClients.Names.SelectMany(_ => Passing, (name, fault) => (name, fault)));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task GetTrades_WithAFault_AreTheTruth(string exchange, FaultKind fault)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, Young);
        rig.Server.Faults.Add(new Fault(fault) { Probability = 0.3, Delay = TimeSpan.FromSeconds(1) });

        var trades = await rig.Client.GetTradesAsync(FakeMarketRig.Btc, 17, 333, Cancellation);

        Assert.Equal(rig.Server.Market.Trades(FakeMarketRig.Btc, 17, 333), trades);
        rig.MustHaveKeptTheLimits();
    }

    [Theory]
    [InlineData("okx", "trades")]
    [InlineData("binance", "trades")]
    [InlineData("okx", "instruments")]
    [InlineData("binance", "exchangeInfo")]
    public async Task Get_AnEmptyPage_IsNotBelieved(string exchange, string endpoint)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, Young);
        rig.Server.Faults.Next(FaultKind.EmptyPage, endpoint: endpoint);

        Assert.NotNull(await rig.Client.GetInstrumentAsync(FakeMarketRig.Btc, Cancellation));
        Assert.Equal(120, (await rig.Client.GetTradesAsync(FakeMarketRig.Btc, 20, 120, Cancellation)).Count);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetTrades_UpToNow_EndWithTheLast(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, Young);
        var last = rig.Server.Market.LastTradeId(FakeMarketRig.Btc);

        var trades = await rig.Client.GetTradesAsync(FakeMarketRig.Btc, last - 5, 1000, Cancellation);

        Assert.Equal([last - 4, last - 3, last - 2, last - 1, last], trades.Take(5).Select(trade => trade.Id));
        Assert.Empty(await rig.Client.GetTradesAsync(FakeMarketRig.Btc, 1_000_000, 1, Cancellation));
    }

    /// <summary>Ten trades a second happen, and time passes with every request.</summary>
    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetTrades_MoreThanThereAre_DoesNotRunAfterTheNewest(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, Young with { TradesPerMinute = 600 });
        var market = rig.Server.Market;
        var last = market.LastTradeId(FakeMarketRig.Btc);

        var trades = await rig.Client.GetTradesAsync(FakeMarketRig.Btc, last - 250, 5000, Cancellation);

        Assert.True(trades.Count >= 250, $"{trades.Count} trades");
        Assert.Equal(market.Trades(FakeMarketRig.Btc, last - 250, trades.Count), trades);
        Assert.InRange(rig.Server.Requests.Count, 1, 20);
    }

    [Fact]
    public async Task Get_Perpetual_IsASwapOnOkxAndUnknownOnBinance()
    {
        var symbol = Symbol.Parse("BTC-USDT-PERP");
        var market = new FakeMarketOptions { Listings = [FakeListing.Of("BTC-USDT-PERP", Young.Listings[0].ListedAt)] };
        await using var okx = await FakeMarketRig.StartAsync("okx", market);
        await using var binance = await FakeMarketRig.StartAsync("binance", market);

        Assert.Equal(symbol, (await okx.Client.GetInstrumentAsync(symbol, Cancellation))!.Instrument.Symbol);
        Assert.Equal(okx.Server.Market.Trades(symbol, 17, 33), await okx.Client.GetTradesAsync(symbol, 17, 33, Cancellation));
        Assert.Null(await okx.Client.GetInstrumentAsync(FakeMarketRig.Btc, Cancellation));
        Assert.Null(await binance.Client.GetInstrumentAsync(symbol, Cancellation));
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetInstrument_Listed_HasItsRulesAndItsBeginning(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, Young);
        var listing = Young.Listings[0];

        var instrument = await rig.Client.GetInstrumentAsync(FakeMarketRig.Btc, Cancellation);

        Assert.Equal(new ExchangeInstrument(new Instrument(listing.Symbol, listing.TickSize, listing.LotSize), listing.ListedAt, true), instrument);
        Assert.Null(await rig.Client.GetInstrumentAsync(Symbol.Parse("NONE-USDT"), Cancellation));
        Assert.Null(await rig.Client.GetInstrumentAsync(Symbol.Parse("BTC-USDT-PERP"), Cancellation));
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task Get_HungAnswer_IsGivenUpAndAskedAgain(string exchange)
    {
        await using var server = await FakeExchangeServer.StartAsync(new FakeMarket());
        await using var client = ExchangeClients.Create(exchange, new ExchangeClientOptions { RestHosts = [server.RestAddress], Timeout = TimeSpan.FromMilliseconds(300), RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        server.Faults.Next(FaultKind.HungAnswer);

        await client.GetClockOffsetAsync(Cancellation);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, client.Statistics.Retries);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task Get_NobodyListens_GoesToTheNextHostThenFails(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, change: options => options with { RestHosts = [new Uri("http://127.0.0.1:1"), .. options.RestHosts], MaxRetryAttempts = 2 });

        await rig.Client.GetClockOffsetAsync(Cancellation);
        await rig.Server.StopListeningAsync();
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => rig.Client.GetClockOffsetAsync(Cancellation));

        Assert.Equal(ExchangeFailure.Unreachable, failure.Failure);
        Assert.Contains("127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2 + 3, rig.Client.Statistics.Requests);
    }
}
