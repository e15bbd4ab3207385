using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ActorTrading.Node.Tests.Processes;

namespace ActorTrading.Node.Tests.Http;

/// <summary>What the real process keeps of a recording that it has played.</summary>
public sealed class MarketDataApiTests(ServingNode node) : IClassFixture<ServingNode>, IAsyncLifetime
{
    private const string Ltc = "symbol=LTC-USDT&timeframe=5m";

    /// <summary>The journal is followed a moment after it is written.</summary>
    public async ValueTask InitializeAsync()
    {
        await Eventually.TrueAsync(async () => (await RowsAsync($"/api/v1/data/candles?{Ltc}&limit=1000")).Count == 311, "311 candles");
        var bars = (await GetAsync("/api/v1/symbols/LTC-USDT/bars?timeframe=5m&limit=1")).GetProperty("bars")[0];
        var last = DateTimeOffset.Parse(bars.GetProperty("openTime").GetString()!, CultureInfo.InvariantCulture) + TimeSpan.FromMinutes(5);
        await Eventually.TrueAsync(
            async () => (await RowsAsync($"/api/v1/signals?from={last.ToUnixTimeMilliseconds()}")).Count == 3, "the last signals");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Candles_AreTheBarsThatWereClosed()
    {
        var bars = (await GetAsync("/api/v1/symbols/LTC-USDT/bars?timeframe=5m&limit=300")).GetProperty("bars").EnumerateArray().ToList();

        var candles = (await RowsAsync($"/api/v1/data/candles?{Ltc}&limit=1000"))[^300..];

        Assert.Equal(bars.Select(Values), candles.Select(Values));
        Assert.All(candles, c => Assert.Equal(("derived", true), (c.GetProperty("source").GetString(), c.GetProperty("final").GetBoolean())));

        static (string?, decimal, decimal, decimal, decimal, decimal, int) Values(JsonElement e) => (
            e.GetProperty("openTime").GetString(), e.GetProperty("open").GetDecimal(), e.GetProperty("high").GetDecimal(), e.GetProperty("low").GetDecimal(),
            e.GetProperty("close").GetDecimal(), e.GetProperty("volume").GetDecimal(), e.GetProperty("trades").GetInt32());
    }

    [Theory]
    [InlineData("data/candles", "openTime", 311)]
    [InlineData("data/indicators", "openTime", 311)]
    [InlineData("data/training", "time", 0)]
    public async Task Pages_ByCursor_AreAllOfThemOnce(string path, string time, int count)
    {
        var times = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await GetAsync($"/api/v1/{path}?{Ltc}&limit=100{cursor}");
            times.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty(time).GetString()!));
            if (page.GetProperty("next").GetString() is not { } next)
            {
                break;
            }

            cursor = $"&cursor={next}";
        }

        Assert.Equal(count, times.Count);
        Assert.Equal(times.Distinct().Order(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Csv_ByFormatOrAcceptHeader_IsEverythingWithAHeaderRow()
    {
        var byFormat = await node.Client.GetStringAsync($"/api/v1/data/indicators?{Ltc}&format=csv", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/data/indicators?{Ltc}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var lines = byFormat.TrimEnd('\n').Split('\n');
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(byFormat, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("open_time,sma_5,sma_10,", lines[0], StringComparison.Ordinal);
        Assert.Equal(312, lines.Length);
        Assert.EndsWith(",,,,,,,,,,,,,,,,", lines[1], StringComparison.Ordinal);
        Assert.All(lines, l => Assert.Equal(16, l.Count(c => c == ',')));
        Assert.DoesNotContain(",,", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_Csv_NamesEveryColumn()
    {
        var header = await node.Client.GetStringAsync($"/api/v1/data/training?{Ltc}&format=csv", TestContext.Current.CancellationToken);

        Assert.StartsWith("time,price,schema,price_1h,label_1h,missing_1h,price_4h,", header, StringComparison.Ordinal);
        Assert.Contains(",rsi_14,", header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signals_OfAllHorizons_AreJudgedWhereTheirTimeHasCome()
    {
        var signals = await AllAsync("/api/v1/signals?symbol=LTC-USDT");
        var analyses = await AllAsync("/api/v1/analyses?symbol=LTC-USDT");

        Assert.Equal(analyses.Count, signals.Count);
        Assert.Equal(["forecast-1h", "forecast-24h", "forecast-4h"], signals.Select(s => s.GetProperty("source").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(signals.Where(s => s.GetProperty("result").ValueKind == JsonValueKind.Null), s => Assert.Equal(JsonValueKind.Null, s.GetProperty("profitPercent").ValueKind));
        Assert.Contains(signals, s => s.GetProperty("result").ValueKind == JsonValueKind.String);
        Assert.Contains(signals, s => s.GetProperty("result").ValueKind == JsonValueKind.Null);

        var all = (await GetAsync("/api/v1/signals/statistics")).GetProperty("all");
        Assert.Equal(signals.Count, all.GetProperty("count").GetInt32());
        Assert.Equal(signals.Count(s => s.GetProperty("profitPercent").ValueKind == JsonValueKind.Number), all.GetProperty("judged").GetInt32());
        Assert.Equal(signals.Count(s => s.GetProperty("result").ToString() == "HIT"), all.GetProperty("hits").GetInt32());
    }

    [Fact]
    public async Task OpenApi_NamesParametersAndBothFormsOfAnswer()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths");
        var statistics = paths.GetProperty("/api/v1/signals/statistics").GetProperty("get").GetProperty("parameters").EnumerateArray();
        var candles = paths.GetProperty("/api/v1/data/candles").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content");

        Assert.Equal(["symbol", "from", "to"], statistics.Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(["application/json", "text/csv"], candles.EnumerateObject().Select(c => c.Name));
    }

    [Theory]
    [InlineData("data/candles", "symbol '' is not a symbol such as BTC-USDT.")]
    [InlineData("data/candles?symbol=a'b", "symbol 'a'b' is not a symbol such as BTC-USDT.")]
    [InlineData("data/indicators?symbol=LTC-USDT&timeframe=7m", "timeframe '7m' is not one of 1m, 5m, 15m, 1h, 4h, 1d.")]
    [InlineData("data/training?symbol=LTC-USDT&limit=100001", "limit '100001' is not a whole number from 1 to 1000.")]
    [InlineData("data/candles?symbol=LTC-USDT&from=now", "from 'now' is not a time such as 2024-01-31T12:00:00Z")]
    [InlineData("data/candles?symbol=LTC-USDT&from=01/02/2025", "from '01/02/2025' is not a time such as 2024-01-31T12:00:00Z")]
    [InlineData("data/candles?symbol=LTC-USDT&from=12:30", "from '12:30' is not a time such as 2024-01-31T12:00:00Z")]
    [InlineData("data/candles?symbol=LTC-USDT&from=2025-01-02&to=2025-01-01", "to '2025-01-01' is not a time after from")]
    [InlineData("data/candles?symbol=LTC-USDT&cursor=9223372036854775807", "cursor '9223372036854775807' is not the 'next' of an earlier answer.")]
    [InlineData("data/candles?symbol=LTC-USDT&format=xml", "format 'xml' is not one of json, csv.")]
    [InlineData("signals?cursor=5", "cursor '5' is not the 'next' of an earlier answer.")]
    [InlineData("signals/statistics?symbol=x", "symbol 'x' is not a symbol such as BTC-USDT.")]
    [InlineData("analyses", "symbol '' is not a symbol such as BTC-USDT.")]
    public async Task BadRequest_NamesTheValueAndWhatIsRight(string request, string detail)
    {
        using var response = await node.Client.GetAsync($"/api/v1/{request}", TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> AllAsync(string path)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await GetAsync($"{path}&limit=500{cursor}");
            all.AddRange(page.GetProperty("rows").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return all;
            }

            cursor = $"&cursor={next}";
        }
    }

    private async Task<List<JsonElement>> RowsAsync(string path) => [.. (await GetAsync(path)).GetProperty("rows").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await node.Client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;
}
