using System.Net;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>What is known of Binance's REST protocol, asked of the fake one.</summary>
public sealed class BinanceRestTests
{
    private const string Klines = "/api/v3/klines?symbol=BTCUSDT&interval=1m";
    private const string AggTrades = "/api/v3/aggTrades?symbol=BTCUSDT";

    [Fact]
    public async Task Klines_AreOldestFirst_TheLastForming_StringsAndNumbersMixed()
    {
        await using var rig = await ExchangeRig.StartAsync();

        var rows = await RowsAsync(rig, $"{Klines}&limit=3");

        var last = rows[2];
        Assert.Equal([-120_000, -60_000, 0], rows.Select(r => Time(r) - Time(last)));
        Assert.True(last[6].GetInt64() > rig.Market.Now / 1000 && rows[1][6].GetInt64() < rig.Market.Now / 1000);
        Assert.Equal(Time(last) + 59_999, last[6].GetInt64());
        Assert.Equal("NSSSSSNSNSSS", string.Concat(last.EnumerateArray().Select(f => f.ValueKind.ToString()[0])));
        var truth = rig.Market.Candles(ExchangeRig.Btc, Timeframe.M1, new TimeRange(Time(rows[0]) * 1000, (Time(rows[0]) * 1000) + 1))[0];
        Assert.Equal($"{Fixed.ToDecimal(truth.High):0.00000000}", rows[0][2].GetString());
        Assert.Equal(truth.Trades, rows[0][8].GetInt32());
        Assert.Equal($"{Fixed.ToDecimal(truth.BuyVolume):0.00000000}", rows[0][9].GetString());
    }

    [Fact]
    public async Task Bounds_AreInclusive_StartGivesTheOldest_EndTheLatest()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var time = (rig.Market.Now / ExchangeRig.Minute * 60_000) - 6_000_000;

        Assert.Equal([time, time + 60_000], (await RowsAsync(rig, $"{Klines}&startTime={time}&limit=2")).Select(Time));
        Assert.Equal([time - 60_000, time], (await RowsAsync(rig, $"{Klines}&endTime={time}&limit=2")).Select(Time));
        Assert.Equal([time, time + 60_000], (await RowsAsync(rig, $"{Klines}&startTime={time}&endTime={time + 60_000}")).Select(Time));
        Assert.Equal([time], (await RowsAsync(rig, $"{Klines}&startTime={time}000&endTime={time}999")).Select(Time));
        Assert.Equal([(FakeListing.LongAgo / 1000)], (await RowsAsync(rig, $"{Klines}&startTime=0&limit=1")).Select(Time));
        Assert.Empty(await RowsAsync(rig, $"{Klines}&startTime={time + 60_000_000}"));
    }

    [Fact]
    public async Task Pages_Are500_AtMost1000_MoreIsTakenForThat()
    {
        await using var rig = await ExchangeRig.StartAsync();

        Assert.Equal(500, (await RowsAsync(rig, Klines)).Length);
        Assert.Equal(1000, (await RowsAsync(rig, $"{Klines}&limit=5000")).Length);
        Assert.Equal(1000, (await RowsAsync(rig, $"{AggTrades}&limit=1000")).Length);
    }

    [Fact]
    public async Task AggTrades_FromIdAndTimes_AreInclusive()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var last = rig.Market.LastTradeId(ExchangeRig.Btc);
        var trade = rig.Market.Trades(ExchangeRig.Btc, last - 101, 1)[0];

        Assert.Equal([last - 5, last - 4], (await RowsAsync(rig, $"{AggTrades}&fromId={last - 5}&limit=2")).Select(Id));
        Assert.Equal([last], (await RowsAsync(rig, $"{AggTrades}&limit=1")).Select(Id));
        Assert.Equal([trade.Id], (await RowsAsync(rig, $"{AggTrades}&startTime={trade.Time / 1000}&endTime={trade.Time / 1000}")).Select(Id));
        Assert.Empty(await RowsAsync(rig, $"{AggTrades}&fromId={last + 1}"));
    }

    [Fact]
    public async Task Times_InMicroseconds_OnRequest()
    {
        await using var rig = await ExchangeRig.StartAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-MBX-TIME-UNIT", "MICROSECOND");

        var rows = JsonDocument.Parse(await http.GetStringAsync(new Uri(rig.Server.RestAddress, $"{Klines}&limit=1"), TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(rig.Market.Now / ExchangeRig.Minute * ExchangeRig.Minute, rows[0][0].GetInt64());
        Assert.Equal(rows[0][0].GetInt64() + ExchangeRig.Minute - 1, rows[0][6].GetInt64());
    }

    [Theory]
    [InlineData("/api/v3/klines?symbol=NOSUCH&interval=1m", -1121)]
    [InlineData("/api/v3/klines?symbol=btcusdt&interval=1m", -1100)]
    [InlineData("/api/v3/klines?symbol=BTCUSDT&interval=1H", -1120)]
    [InlineData("/api/v3/klines?symbol=BTCUSDT", -1102)]
    [InlineData("/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=x", -1100)]
    public async Task Errors_HaveANumberAndA400(string path, int code)
    {
        await using var rig = await ExchangeRig.StartAsync();

        using var answer = await rig.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"code\":{code},", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PingTimeAndExchangeInfo_Answer()
    {
        await using var rig = await ExchangeRig.StartAsync();

        Assert.Equal("{}", (await rig.JsonAsync("/api/v3/ping")).GetRawText());
        Assert.Equal(rig.Market.Now / 1000, (await rig.JsonAsync("/api/v3/time")).GetProperty("serverTime").GetInt64());
        var info = await rig.JsonAsync("/api/v3/exchangeInfo?symbol=ETHUSDT");
        Assert.Equal(["ETHUSDT"], info.GetProperty("symbols").EnumerateArray().Select(s => s.GetProperty("symbol").GetString()));
        Assert.Equal("0.01000000", info.GetProperty("symbols")[0].GetProperty("filters")[0].GetProperty("tickSize").GetString());
        Assert.Equal(3, (await rig.JsonAsync("/api/v3/exchangeInfo")).GetProperty("symbols").GetArrayLength());
        Assert.Equal(2, (await rig.JsonAsync("/api/v3/exchangeInfo?symbols=[\"BTCUSDT\",\"ETHUSDT\"]")).GetProperty("symbols").GetArrayLength());
    }

    [Fact]
    public async Task Weight_IsToldAndLimited_AndWhoDoesNotWaitIsBanned()
    {
        var time = new StandingClock();
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = time, BinanceWeight = 8, RequestsBeforeBan = 3 });

        Assert.Equal(["2", "4", "8"], [await UsedAsync(rig, Klines), await UsedAsync(rig, Klines), await UsedAsync(rig, AggTrades)]);
        using var tooMany = await rig.GetAsync(Klines);
        Assert.Equal((429, 30), ((int)tooMany.StatusCode, tooMany.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Contains("-1003", await tooMany.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await rig.GetAsync(Klines);
        await rig.GetAsync(Klines);
        using var banned = await rig.GetAsync(Klines);
        Assert.Equal((418, 120), ((int)banned.StatusCode, banned.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(418, (int)(await rig.GetAsync(Klines)).StatusCode);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (int)(await rig.GetAsync(Klines)).StatusCode);
        Assert.Equal(4, rig.Server.Requests.Count(r => r.WhileToldToWait));
    }

    [Fact]
    public async Task WhoWaitsAsTold_IsNotBanned()
    {
        var time = new StandingClock();
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = time, BinanceWeight = 2, RequestsBeforeBan = 1 });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (int)(await rig.GetAsync(Klines)).StatusCode);
            using var tooMany = await rig.GetAsync(Klines);
            time.Advance(tooMany.Headers.RetryAfter!.Delta!.Value);
        }
    }

    private static async Task<string> UsedAsync(ExchangeRig rig, string path)
    {
        using var answer = await rig.GetAsync(path);
        return answer.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single();
    }

    private static async Task<JsonElement[]> RowsAsync(ExchangeRig rig, string path) => [.. (await rig.JsonAsync(path)).EnumerateArray()];

    private static long Time(JsonElement row) => row[0].GetInt64();

    private static long Id(JsonElement row) => row.GetProperty("a").GetInt64();
}
