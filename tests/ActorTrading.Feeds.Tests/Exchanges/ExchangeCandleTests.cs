using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Exchanges;

/// <summary>That candles come back as the exchange has them, whatever happens on the way.</summary>
public sealed class ExchangeCandleTests
{
    private static readonly SeriesId Minutes = new(FakeMarketRig.Btc, Timeframe.M1);

    /// <summary>What can go wrong with an answer and does not last.</summary>
    private static readonly FaultKind[] Passing =
    [
        FaultKind.ServerError, FaultKind.Unavailable, FaultKind.RateLimited, FaultKind.ErrorEnvelope, FaultKind.Banned, FaultKind.PartialPage,
        FaultKind.DuplicateRows, FaultKind.ShuffledRows, FaultKind.GarbageJson, FaultKind.TruncatedJson, FaultKind.WrongTypes, FaultKind.HtmlPage, FaultKind.SlowAnswer,
        FaultKind.TruncatedBody, FaultKind.Disconnect,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, FaultKind> Faults => new(ExchangeClients.Names.SelectMany(_ => Passing, (name, fault) => (name, fault)));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task GetCandles_WithAFault_AreTheTruth(string exchange, FaultKind fault)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        rig.Server.Faults.Add(new Fault(fault) { Probability = 0.4, Delay = TimeSpan.FromSeconds(20) });
        var range = FakeMarketRig.Last(Timeframe.M1, 3210);

        var candles = await rig.Client.GetCandlesAsync(Minutes, range, Cancellation);

        Assert.Equal(rig.Truth(Minutes, range), candles);
        rig.MustHaveKeptTheLimits();
    }

    [Fact]
    public void GetCandles_OfAnyRangeWithAnyFaults_AreTheTruth() => Prop.ForAll(
        Gen.Choose(0, 1).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 3000).Zip(Gen.Choose(0, 1200))).Zip(Gen.Choose(1, 1_000_000)).ToArbitrary(),
        input =>
        {
            var (((exchange, timeframe), (ago, bars)), seed) = input;
            SameAsTruthAsync(ExchangeClients.Names[exchange], Timeframe.All[timeframe], ago, bars, seed).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_AnEmptyPageInBetween_IsNotBelieved(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        var range = FakeMarketRig.Last(Timeframe.M1, 3210);
        rig.Server.Faults.Next(FaultKind.EmptyPage, endpoint: exchange == "okx" ? "history-candles" : "klines");

        var candles = await rig.Client.GetCandlesAsync(Minutes, range, Cancellation);

        Assert.Equal(rig.Truth(Minutes, range), candles);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_UpToNow_EndWithTheFormingOne(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        var closed = FakeMarketRig.Last(Timeframe.M1, 10);

        var candles = await rig.Client.GetCandlesAsync(Minutes, closed with { To = long.MaxValue }, Cancellation);

        Assert.Equal(11, candles.Count);
        Assert.All(candles.SkipLast(1), candle => Assert.True(candle.IsFinal));
        Assert.False(candles[^1].IsFinal);
        Assert.Equal(rig.Truth(Minutes, closed), candles.SkipLast(1));
    }

    [Theory]
    [InlineData("okx", 5)]
    [InlineData("okx", -5)]
    [InlineData("binance", 5)]
    [InlineData("binance", -5)]
    public async Task GetCandles_WithWrongClocks_LoseNothingAndCloseNothingEarly(string exchange, int hours)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        rig.Server.Faults.ClockSkew = TimeSpan.FromHours(hours);
        var closed = FakeMarketRig.Last(Timeframe.M1, 700);

        var candles = await rig.Client.GetCandlesAsync(Minutes, closed with { To = long.MaxValue }, Cancellation);
        var offset = await rig.Client.GetClockOffsetAsync(Cancellation);

        Assert.Equal(701, candles.Count);
        Assert.False(candles[^1].IsFinal);
        Assert.Equal(rig.Truth(Minutes, closed), candles.SkipLast(1));
        Assert.InRange(offset.TotalHours, hours - 0.01, hours + 0.01);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_AcrossAnOutage_ComeFromBothSides(string exchange)
    {
        var range = FakeMarketRig.Last(Timeframe.M1, 3000);
        var outage = new TimeRange(range.From + (500 * Timeframe.M1.Length), range.From + (1900 * Timeframe.M1.Length));
        await using var rig = await FakeMarketRig.StartAsync(exchange, new FakeMarketOptions { Phases = [MarketPhase.Outage(outage)] });

        var candles = await rig.Client.GetCandlesAsync(Minutes, range, Cancellation);

        Assert.Equal(1600, candles.Count);
        Assert.Equal(rig.Truth(Minutes, range), candles);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_FromBeforeTheListing_BeginWithIt(string exchange)
    {
        var listed = Timeframe.M1.OpenOf(FakeMarketRig.Now) - (777 * Timeframe.M1.Length);
        await using var rig = await FakeMarketRig.StartAsync(exchange, new FakeMarketOptions { Listings = [FakeListing.Of("BTC-USDT", listed)] });

        var candles = await rig.Client.GetCandlesAsync(Minutes, FakeMarketRig.Last(Timeframe.M1, 100_000), Cancellation);

        Assert.Equal(listed, candles[0].OpenTime);
        Assert.Equal(777, candles.Count);
        Assert.InRange(rig.Server.Requests.Count, 1, 10);
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_OfAnUnknownSymbol_SaySo(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);

        var failure = await Assert.ThrowsAsync<ExchangeException>(
            () => rig.Client.GetCandlesAsync(new SeriesId(Symbol.Parse("NONE-USDT"), Timeframe.M5), FakeMarketRig.Last(Timeframe.M5, 10), Cancellation));

        Assert.Equal(ExchangeFailure.UnknownInstrument, failure.Failure);
        Assert.Contains("NONE-USDT", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("okx", 0)]
    [InlineData("binance", 0)]
    [InlineData("okx", 2)]
    [InlineData("binance", 2)]
    public async Task GetCandles_OfRangesWithoutCandles_AskForNone(string exchange, int hoursAhead)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        var from = FakeMarketRig.Now + (hoursAhead * Timeframe.H1.Length);

        Assert.Empty(await rig.Client.GetCandlesAsync(Minutes, new TimeRange(from, from + (hoursAhead * 1000)), Cancellation));
        Assert.DoesNotContain(rig.Server.Requests, request => request.Endpoint.Contains("candles", StringComparison.Ordinal) || request.Endpoint.Contains("klines", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("okx")]
    [InlineData("binance")]
    public async Task GetCandles_ByManyAtOnce_KeepTheLimitsTogether(string exchange)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange);
        var range = FakeMarketRig.Last(Timeframe.M5, 3000);
        var series = rig.Server.Market.Options.Listings.Select(listing => new SeriesId(listing.Symbol, Timeframe.M5)).ToList();

        var all = await Task.WhenAll(series.Select(one => rig.Client.GetCandlesAsync(one, range, Cancellation)));

        Assert.All(series.Zip(all), pair => Assert.Equal(rig.Truth(pair.First, range), pair.Second));
        rig.MustHaveKeptTheLimits();
    }

    private static async Task SameAsTruthAsync(string exchange, Timeframe timeframe, int ago, int bars, int seed)
    {
        await using var rig = await FakeMarketRig.StartAsync(exchange, options: new FakeExchangeOptions { Seed = seed }, change: options => options with { Seed = (ulong)seed });
        foreach (var fault in Passing)
        {
            rig.Server.Faults.Often(fault, 0.03);
        }

        // As many minutes at most in every timeframe: the fake exchange rolls coarse candles up from its trades.
        (ago, bars) = (1 + (ago / timeframe.Minutes), 1 + (bars * 3 / timeframe.Minutes));
        var end = timeframe.OpenOf(FakeMarketRig.Now) - (ago * timeframe.Length) + (seed % 3);
        var range = new TimeRange(end - (bars * timeframe.Length) - (seed % 5), end);
        var series = new SeriesId(FakeMarketRig.Btc, timeframe);

        Assert.Equal(rig.Truth(series, range), await rig.Client.GetCandlesAsync(series, range, CancellationToken.None));
        rig.MustHaveKeptTheLimits();
    }
}
