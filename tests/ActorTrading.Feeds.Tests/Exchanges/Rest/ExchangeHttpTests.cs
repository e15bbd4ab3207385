using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Binance;
using ActorTrading.Feeds.Exchanges.Okx;
using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Feeds.Tests.Pacing;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Exchanges.Rest;

public sealed class ExchangeHttpTests
{
    private const string Good = """{"code":"0","msg":"","data":[{"ts":"1597026383085"}]}""";
    private const string Busy = """{"code":"50011","msg":"Too Many Requests","data":[]}""";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);
    private static readonly Uri First = new("http://first.test");
    private static readonly Uri Second = new("http://second.test");
    private static readonly HttpRequestException Refused = new("Connection refused");

    private readonly JumpingClock _clock = new(Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, ExchangeFailure> Bad => new()
    {
        { "<html><title>Just a moment...</title></html>", 200, ExchangeFailure.BadAnswer },
        { "", 200, ExchangeFailure.BadAnswer },
        { "\u0001{]", 200, ExchangeFailure.BadAnswer },
        { Good[..30], 200, ExchangeFailure.BadAnswer },
        { Good + "x", 200, ExchangeFailure.BadAnswer },
        { """{"code":0,"msg":"","data":[]}""", 200, ExchangeFailure.BadAnswer },
        { """{"code":"0","msg":""}""", 200, ExchangeFailure.BadAnswer },
        { """{"msg":"","data":[]}""", 200, ExchangeFailure.BadAnswer },
        { """{"code":"0","msg":"","data":{}}""", 200, ExchangeFailure.BadAnswer },
        { """{"code":"0","msg":"","data":[{"ts":1597026383085}]}""", 200, ExchangeFailure.BadAnswer },
        { new string('[', 100_000), 200, ExchangeFailure.BadAnswer },
        { """{"\ud800":1,"code":"0","msg":"","data":[]}""", 200, ExchangeFailure.BadAnswer },
        { """{"code":"0","msg":"\ud800","data":[]}""", 200, ExchangeFailure.BadAnswer },
        { """{"code":"50001","msg":"Service unavailable","data":[]}""", 503, ExchangeFailure.Unreachable },
        { """{"code":"50026","msg":"System error","data":[]}""", 500, ExchangeFailure.Unreachable },
        { "<html>Bad gateway</html>", 502, ExchangeFailure.Unreachable },
        { "Forbidden", 403, ExchangeFailure.Unreachable },
        { "", 302, ExchangeFailure.Unreachable },
        { Busy, 200, ExchangeFailure.RateLimited },
        { Busy, 429, ExchangeFailure.RateLimited },
        { "slow down", 429, ExchangeFailure.RateLimited },
        { """{"code":"50040","msg":"Too frequent","data":[]}""", 200, ExchangeFailure.RateLimited },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Get_WhatPasses_IsTriedAgain(string body, int status, ExchangeFailure failure)
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(body, status), ScriptedExchange.Says(body, status), ScriptedExchange.Says(Good));
        using var http = Okx(exchange);

        var answer = await TimeAsync(http);

        Assert.Equal(1_597_026_383_085_000, answer);
        Assert.Equal(new ExchangeStatistics(3, 2, failure == ExchangeFailure.RateLimited ? 2 : 0, 0, http.Statistics.Waited), http.Statistics);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Get_WhatDoesNotPass_FailsByName(string body, int status, ExchangeFailure expected)
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(body, status));
        using var http = Okx(exchange);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));

        Assert.Equal(expected, failure.Failure);
        Assert.Equal(4, exchange.Requests.Count);
        Assert.StartsWith("okx public/time: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("(4 attempts)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.InRange(failure.Message.Length, 1, 400);
        Assert.Equal(1, http.Statistics.Failed);
    }

    [Theory]
    [InlineData("""{"code":"51000","msg":"Parameter bar error","data":[]}""", 400, ExchangeFailure.Refused)]
    [InlineData("""{"code":"51001","msg":"Instrument ID doesn't exist.","data":[]}""", 200, ExchangeFailure.UnknownInstrument)]
    [InlineData("nothing here", 404, ExchangeFailure.Refused)]
    public async Task Get_WhatCannotPass_IsNotTriedAgain(string body, int status, ExchangeFailure expected)
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(body, status));
        using var http = Okx(exchange);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));

        Assert.Equal(expected, failure.Failure);
        Assert.Single(exchange.Requests);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 10:07:42 GMT", 12)]
    [InlineData("Retry-After", "soon", 60)]
    [InlineData("Retry-After", "-5", 60)]
    [InlineData("Retry-After", "999999999999", 60)]
    public async Task Get_Banned_SendsNothingUntilItIsOver(string name, string value, double seconds)
    {
        const string Body = """{"code":-1003,"msg":"Way too much request weight used"}""";
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(Body, 429, (name, value)), ScriptedExchange.Says("""{"serverTime":1499827319559}"""));
        using var http = new ExchangeHttp(new BinanceProtocol(), Options(exchange), _clock);

        await http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, Cancellation);

        Assert.True(exchange.Requests[1].Time - exchange.Requests[0].Time >= TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("86400", 24)]
    [InlineData("315360000", 72)]
    [InlineData("Sat, 01 Mar 2036 10:07:30 GMT", 72)]
    public async Task Get_BannedForLong_FailsAtOnceAndSendsNothing(string wait, int hours)
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says("teapot", 418, ("Retry-After", wait)));
        using var http = new ExchangeHttp(new BinanceProtocol(), Options(exchange), _clock);

        await Assert.ThrowsAsync<ExchangeException>(() => http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, Cancellation));
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, Cancellation));

        Assert.Single(exchange.Requests);
        Assert.Equal(ExchangeFailure.RateLimited, failure.Failure);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromHours(hours - 1), TimeSpan.FromHours(hours));
    }

    [Fact]
    public async Task Get_WeightUsedUpByOthers_WaitsForTheNextMinute()
    {
        var full = ScriptedExchange.Says("""{"serverTime":1499827319559}""", 200, ("X-MBX-USED-WEIGHT-1M", "4801"), ("Date", "Sun, 01 Mar 2026 10:07:30 GMT"));
        var exchange = new ScriptedExchange(_clock, full);
        using var http = new ExchangeHttp(new BinanceProtocol(), Options(exchange), _clock);

        await http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, Cancellation);
        await http.GetAsync(BinanceRequests.ServerTime(), BinanceAnswers.Time, Cancellation);

        Assert.True(exchange.Requests[1].Time - exchange.Requests[0].Time >= TimeSpan.FromSeconds(30));
        Assert.True(http.Statistics.Waited >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Get_HostFails_GoesToTheNextAndComesBack()
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Throws(Refused), ScriptedExchange.Says(Good));
        using var http = Okx(exchange);

        await TimeAsync(http);
        await TimeAsync(http);
        _clock.Advance(TimeSpan.FromSeconds(40));
        await TimeAsync(http);

        Assert.Equal([First.Host, Second.Host, Second.Host, First.Host], exchange.Requests.Select(request => request.Address.Host));
    }

    [Fact]
    public async Task Get_AllHostsFail_StopsSendingForAWhile()
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Throws(Refused));
        using var http = Okx(exchange, options => options with { BreakAfter = 3, MaxRetryAttempts = 0, RestHosts = [First] });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ExchangeFailure.Unreachable, (await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http))).Failure);
        }

        var open = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));
        _clock.Advance(TimeSpan.FromSeconds(30));
        var probed = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));
        var again = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));

        Assert.Equal(ExchangeFailure.CircuitOpen, open.Failure);
        Assert.Equal(ExchangeFailure.Unreachable, probed.Failure);
        Assert.Equal(ExchangeFailure.CircuitOpen, again.Failure);
        Assert.Equal(4, exchange.Requests.Count);
    }

    [Fact]
    public async Task Get_TooLong_IsRefusedBeforeItIsRead()
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(new string(' ', 5000)));
        using var http = Okx(exchange, options => options with { MaxAnswerBytes = 4096, MaxRetryAttempts = 0 });

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => TimeAsync(http));

        Assert.Equal(ExchangeFailure.BadAnswer, failure.Failure);
        Assert.Contains("4096 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoAnswer_EndsAfterTheTimeout()
    {
        var clock = new ManualTimeProvider();
        using var http = Okx(new HungExchange(), options => options with { MaxRetryAttempts = 0, Timeout = TimeSpan.FromSeconds(30) }, clock);

        var asking = TimeAsync(http);
        await Eventually.TrueAsync(() => clock.Timers == 2, "waiting for an answer");
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => asking);

        Assert.Equal(ExchangeFailure.Unreachable, failure.Failure);
        Assert.Contains("within 30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoAttemptEnds_IsGivenUpInTime()
    {
        var clock = new ManualTimeProvider();
        using var http = Okx(new HungExchange(), options => options with { Timeout = TimeSpan.FromSeconds(20), TotalTimeout = TimeSpan.FromSeconds(30) }, clock);

        var asking = TimeAsync(http);
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            "given up");
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => asking);

        Assert.Equal(ExchangeFailure.Unreachable, failure.Failure);
        Assert.Contains("given up after 30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Cancelled_EndsAtOnceAndIsNoFailure()
    {
        using var http = Okx(new HungExchange());
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var asking = http.GetAsync(OkxRequests.ServerTime(), OkxAnswers.Time, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, http.Statistics.Failed);
    }

    [Fact]
    public async Task Get_ByTwoClientsWithOneTraffic_KeepsOneLimit()
    {
        var exchange = new ScriptedExchange(_clock, ScriptedExchange.Says(Good));
        var options = Options(exchange);
        var shared = options with { Traffic = new ExchangeTraffic(options, _clock) };
        using var one = new ExchangeHttp(new OkxProtocol(), shared, _clock);
        using var other = new ExchangeHttp(new OkxProtocol(), shared, _clock);

        for (var i = 0; i < 50; i++)
        {
            await TimeAsync(one);
            await TimeAsync(other);
        }

        var times = exchange.Requests.Select(request => request.Time).ToList();
        Assert.All(times, begin => Assert.InRange(times.Count(time => time >= begin && time < begin + TimeSpan.FromSeconds(2)), 1, 8));
    }

    private static async Task<long> TimeAsync(ExchangeHttp http) => (await http.GetAsync(OkxRequests.ServerTime(), OkxAnswers.Time, Cancellation)).Value;

    private static ExchangeClientOptions Options(HttpMessageHandler handler) => new()
    {
        RestHosts = [First, Second],
        Handler = handler,
        Timeout = TimeSpan.FromMinutes(10),
        TotalTimeout = TimeSpan.FromHours(1),
    };

    private ExchangeHttp Okx(HttpMessageHandler handler, Func<ExchangeClientOptions, ExchangeClientOptions>? change = null, TimeProvider? clock = null) =>
        new(new OkxProtocol(), change is null ? Options(handler) : change(Options(handler)), clock ?? _clock);

    private sealed class HungExchange : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
