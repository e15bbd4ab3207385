using System.Net;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Tests.FakeExchange;

/// <summary>What is known of OKX's REST protocol, asked of the fake one.</summary>
public sealed class OkxRestTests
{
    private const string Candles = "/api/v5/market/candles?instId=BTC-USDT";
    private const string History = "/api/v5/market/history-candles?instId=BTC-USDT";
    private const string Trades = "/api/v5/market/history-trades?instId=BTC-USDT";

    [Fact]
    public async Task Candles_AreNewestFirst_AllStrings_TheFirstForming()
    {
        await using var rig = await ExchangeRig.StartAsync();

        var rows = await rig.DataAsync($"{Candles}&bar=5m&limit=3");

        Assert.Equal(["0", "1", "1"], rows.Select(r => r[8].GetString()));
        Assert.Equal([0, 300_000, 600_000], rows.Select(r => Ms(rows[0]) - Ms(r)));
        Assert.All(rows, row => Assert.All(row.EnumerateArray(), field => Assert.Equal(JsonValueKind.String, field.ValueKind)));
        var truth = rig.Market.Candles(ExchangeRig.Btc, Timeframe.M5, new TimeRange(Ms(rows[1]) * 1000, (Ms(rows[1]) * 1000) + 1))[0];
        Assert.Equal(Fixed.ToDecimal(truth.Close), decimal.Parse(rows[1][4].GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(truth.QuoteVolume, decimal.Parse(rows[1][7].GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Bounds_AreStrict_AndBeforeAloneGivesTheNewestPage()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var time = Ms((await rig.DataAsync($"{History}&limit=200"))[150]);

        var older = await rig.DataAsync($"{History}&after={time}&limit=2");
        var newer = await rig.DataAsync($"{History}&before={time}&limit=2");
        var window = await rig.DataAsync($"{History}&before={time}&after={time + 180_000}");

        Assert.Equal([time - 60_000, time - 120_000], older.Select(Ms));
        Assert.Equal(Ms((await rig.DataAsync($"{History}&limit=1"))[0]), Ms(newer[0]));
        Assert.Equal([time + 120_000, time + 60_000], window.Select(Ms));
    }

    [Fact]
    public async Task Pages_HaveTheirLimits_AndHistoryHasNoFormingBar()
    {
        await using var rig = await ExchangeRig.StartAsync();

        var history = await rig.DataAsync($"{History}&limit=300");

        Assert.Equal((100, 300), ((await rig.DataAsync(Candles)).Length, history.Length));
        Assert.All(history, row => Assert.Equal("1", row[8].GetString()));
        Assert.Equal("51000", (await rig.JsonAsync($"{History}&limit=301")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Candles_ReachBack1440Bars_HistoryToTheListing()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var oldest = (rig.Market.Now / ExchangeRig.Minute * 60_000) - (1439 * 60_000);

        Assert.Equal(oldest, Ms((await rig.DataAsync($"{Candles}&after={oldest + 1}"))[0]));
        Assert.Empty(await rig.DataAsync($"{Candles}&after={oldest}"));
        Assert.Equal(100, (await rig.DataAsync($"{History}&after={oldest}")).Length);
        Assert.Empty(await rig.DataAsync($"{History}&after={FakeListing.LongAgo / 1000}"));
        Assert.Single(await rig.DataAsync($"{History}&bar=1Dutc&after={(FakeListing.LongAgo / 1000) + 1}"));
    }

    [Fact]
    public async Task Days_WithoutUtc_BeginAtMidnightInHongKong()
    {
        await using var rig = await ExchangeRig.StartAsync();

        Assert.Equal(16 * 3_600_000, Ms((await rig.DataAsync($"{History}&bar=1D&limit=1"))[0]) % 86_400_000);
        Assert.Equal(0, Ms((await rig.DataAsync($"{History}&bar=1Dutc&limit=1"))[0]) % 86_400_000);
        Assert.Equal("51000", (await rig.JsonAsync($"{History}&bar=1h")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Trades_PageByIdAndByTime_NewestFirst()
    {
        await using var rig = await ExchangeRig.StartAsync();
        var last = rig.Market.LastTradeId(ExchangeRig.Btc);

        Assert.Equal(Ids(last, 100), (await rig.DataAsync(Trades)).Select(Id));
        Assert.Equal(Ids(last - 10, 3), (await rig.DataAsync($"{Trades}&after={last - 9}&limit=3")).Select(Id));
        Assert.Equal(Ids(last, 2), (await rig.DataAsync($"{Trades}&before={last - 2}")).Select(Id));
        var byTime = (await rig.DataAsync($"{Trades}&type=2&after={(rig.Market.Now / 1000) - 600_000}&limit=1"))[0];
        Assert.True(long.Parse(byTime.GetProperty("ts").GetString()!, System.Globalization.CultureInfo.InvariantCulture) < (rig.Market.Now / 1000) - 600_000);
        Assert.Equal(500, (await rig.DataAsync("/api/v5/market/trades?instId=BTC-USDT&limit=500")).Length);
    }

    [Theory]
    [InlineData("/api/v5/market/candles?instId=NO-SUCH", 200, "51001")]
    [InlineData("/api/v5/market/candles", 400, "50014")]
    [InlineData("/api/v5/market/candles?instId=BTC-USDT&after=yesterday", 400, "51000")]
    [InlineData("/api/v5/public/instruments", 400, "50014")]
    [InlineData("/api/v5/public/instruments?instType=SPOT&instId=NO-SUCH", 200, "51001")]
    public async Task Errors_HaveTheEnvelope(string path, int status, string code)
    {
        await using var rig = await ExchangeRig.StartAsync();

        using var answer = await rig.GetAsync(path);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal((status, code), ((int)answer.StatusCode, body.GetProperty("code").GetString()));
        Assert.Equal(0, body.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task InstrumentsAndTime_TellWhatTheyMust()
    {
        await using var rig = await ExchangeRig.StartAsync();
        rig.Server.Faults.ClockSkew = TimeSpan.FromSeconds(3);

        var instrument = (await rig.DataAsync("/api/v5/public/instruments?instType=SPOT&instId=BTC-USDT"))[0];

        Assert.Equal(("0.1", "0.00001", "live"), (instrument.GetProperty("tickSz").GetString(), instrument.GetProperty("lotSz").GetString(), instrument.GetProperty("state").GetString()));
        Assert.Equal($"{(rig.Market.Now / 1000) + 3000}", (await rig.DataAsync("/api/v5/public/time"))[0].GetProperty("ts").GetString());
    }

    [Fact]
    public async Task RequestsOverTheLimit_AreRefusedAndRecorded_UntilTheWindowHasPassed()
    {
        var time = new StandingClock();
        await using var rig = await ExchangeRig.StartAsync(options: new FakeExchangeOptions { Time = time });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await rig.GetAsync(History)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.GetAsync(History)).StatusCode);
        Assert.Equal("50011", (await rig.JsonAsync(History)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await rig.GetAsync(Candles)).StatusCode);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await rig.GetAsync(History)).StatusCode);

        Assert.Equal((24, 2), (rig.Server.Requests.Count, rig.Server.Requests.OverLimit));
    }

    private static long Ms(JsonElement row) => long.Parse(row[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static string Id(JsonElement row) => row.GetProperty("tradeId").GetString()!;

    private static IEnumerable<string> Ids(long newest, int count) => Enumerable.Range(0, count).Select(i => $"{newest - i}");
}
