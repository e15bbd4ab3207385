using System.Globalization;
using System.Net;
using System.Text.Json;
using ActorTrading.Node.Tests.Processes;

namespace ActorTrading.Node.Tests.Http;

/// <summary>The HTTP side of the real process.</summary>
public sealed class ApiTests(ServingNode node) : IClassFixture<ServingNode>
{
    [Fact]
    public async Task Health_RecordingPlayed_IsOkAndSaysWhatItIs()
    {
        var health = await GetAsync("/api/v1/health");

        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal("ended", health.GetProperty("feedState").GetString());
        Assert.False(health.GetProperty("simulated").GetBoolean());
        Assert.Equal("recorded:LTC-USDT.trades.2025-06-21.csv.gz", health.GetProperty("source").GetString());
    }

    [Fact]
    public async Task Symbols_RecordingPlayed_CountsEveryRow()
    {
        var symbol = Assert.Single((await GetAsync("/api/v1/symbols")).EnumerateArray());

        Assert.Equal(("LTC-USDT", 79.22m, 114_852), (symbol.GetProperty("symbol").GetString(), symbol.GetProperty("lastPrice").GetDecimal(), symbol.GetProperty("accepted").GetInt32()));
        Assert.Equal(311, symbol.GetProperty("bars").GetProperty("5m").GetInt32());
    }

    [Fact]
    public async Task Series_NeverFetched_IsThereWithoutAValue()
    {
        var series = Assert.Single((await GetAsync("/api/v1/series")).EnumerateArray());

        Assert.Equal(("fear-greed", "alternative.me", true), (series.GetProperty("name").GetString(), series.GetProperty("source").GetString(), series.GetProperty("stale").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, series.GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Bars_PagedBackByBefore_AreAllOfThemOnce()
    {
        var times = new List<string>();
        var query = "limit=100&timeframe=5m";
        while (true)
        {
            var page = (await GetAsync($"/api/v1/symbols/LTC-USDT/bars?{query}")).GetProperty("bars").EnumerateArray().Select(b => b.GetProperty("openTime").GetString()!).ToList();
            if (page.Count == 0)
            {
                break;
            }

            times.InsertRange(0, page);
            query = $"limit=100&timeframe=5m&before={page[0]}";
        }

        Assert.Equal(311, times.Count);
        Assert.Equal(times.Distinct().Order(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Prediction_HasEverythingAReaderNeeds()
    {
        var p = await GetAsync("/api/v1/predictions/LTC-USDT?horizon=1h");

        Assert.Equal(("LTC-USDT", "1h"), (p.GetProperty("symbol").GetString(), p.GetProperty("horizon").GetString()));
        Assert.Equal(TimeSpan.FromHours(1), Time(p, "validUntil") - Time(p, "issuedAt"));
        Assert.True(p.GetProperty("price").GetDecimal() > 0);
        var probabilities = p.GetProperty("probabilities").EnumerateObject().ToDictionary(x => x.Name, x => x.Value.GetDouble());
        Assert.Equal(["down", "flat", "up"], probabilities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, probabilities.Values.Sum(), 9);
        Assert.Equal(probabilities.Values.Max(), p.GetProperty("confidence").GetDouble(), 12);
        var interval = p.GetProperty("interval");
        Assert.Equal(0.9, interval.GetProperty("level").GetDouble(), 12);
        Assert.InRange(p.GetProperty("predictedReturn").GetDouble(), interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
        Assert.Contains(p.GetProperty("signal").GetString(), (string[])["BUY", "SELL", "HOLD"]);
        Assert.Equal(p.GetProperty("fallback").GetBoolean(), p.GetProperty("fallbackReason").ValueKind == JsonValueKind.String);
        Assert.Equal(1, p.GetProperty("experts").EnumerateArray().Sum(e => e.GetProperty("weight").GetDouble()), 9);
        Assert.All(p.GetProperty("experts").EnumerateArray(), e => Assert.NotEqual("", e.GetProperty("version").GetString()));
        Assert.True(p.GetProperty("dataAgeSeconds").GetDouble() >= 0);
        Assert.StartsWith("recorded:", p.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal(p.GetProperty("stale").GetBoolean(), p.GetProperty("staleReason").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task Predictions_AllAndOfOneSymbol_HaveOnePerHorizon()
    {
        foreach (var path in (string[])["/api/v1/predictions", "/api/v1/predictions/LTC-USDT"])
        {
            Assert.Equal(["1h", "4h", "24h"], (await GetAsync(path)).EnumerateArray().Select(p => p.GetProperty("horizon").GetString()!));
        }
    }

    [Fact]
    public async Task Performance_StandsBesideTheNaiveForecasts()
    {
        var first = (await GetAsync("/api/v1/models/performance")).EnumerateArray().First();

        foreach (var name in (string[])["rows", "accuracy", "majorityAccuracy", "logLoss", "baseRateLogLoss", "ewmaLogLoss", "skill", "ece", "brier", "intervalCoverage"])
        {
            Assert.Equal(JsonValueKind.Number, first.GetProperty(name).ValueKind);
        }
    }

    [Theory]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?limit=0", 400, "limit '0' is not a whole number from 1 to ")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?limit=-1", 400, "limit '-1' is not")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?limit=1e9", 400, "limit '1e9' is not")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?limit=1000000000", 400, "limit '1000000000' is not")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?limit=abc", 400, "limit 'abc' is not")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?before=yesterday", 400, "before 'yesterday' is not a time such as 2024-01-31T12:00:00Z")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?before=99999999999999999999", 400, "is not a time")]
    [InlineData("/api/v1/symbols/LTC-USDT/bars?timeframe=7m", 400, "timeframe '7m' is not one of 1m, 5m, 15m, 1h, 4h, 1d.")]
    [InlineData("/api/v1/symbols/NO-PE/bars", 404, "'NO-PE' is not watched here; there are LTC-USDT.")]
    [InlineData("/api/v1/predictions/LTC-USDT?horizon=9h", 400, "horizon '9h' is not one of 1h, 4h, 24h.")]
    [InlineData("/api/v1/predictions/%E2%82%AC%20", 404, "is not watched here")]
    [InlineData("/api/v1/predictions/..%2F..%2Fetc", 404, "is not watched here")]
    [InlineData("/api/v1/predictions/4000*A", 404, "AAAA…' is not watched here")]
    [InlineData("/api/v1/nothing", 404, "there is nothing at '/api/v1/nothing'; /swagger shows what there is.")]
    [InlineData("POST /api/v1/health", 405, "POST is not allowed at '/api/v1/health', GET is.")]
    public async Task BadRequest_IsAProblemThatSaysWhatIsRight(string request, int status, string detail)
    {
        var (method, path) = request.StartsWith("POST ", StringComparison.Ordinal) ? (HttpMethod.Post, request[5..]) : (HttpMethod.Get, request);
        using var message = new HttpRequestMessage(method, path.Replace("4000*A", new string('A', 4000), StringComparison.Ordinal));
        using var response = await node.Client.SendAsync(message, TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/predictions/%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/predictions/10000*A", HttpStatusCode.RequestUriTooLong)]
    public async Task HostileAddress_IsRefusedAndTheNodeGoesOn(string path, HttpStatusCode status)
    {
        using var response = await node.Client.GetAsync(path.Replace("10000*A", new string('A', 10_000), StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("ok", (await GetAsync("/api/v1/health")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task OpenApi_DescribesEveryAddressAndParameter()
    {
        var document = await GetAsync("/openapi/v1.json");
        var paths = document.GetProperty("paths");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "/api/v1/analyses", "/api/v1/connections", "/api/v1/data/candles", "/api/v1/data/indicators", "/api/v1/data/training", "/api/v1/health", "/api/v1/jobs", "/api/v1/models/performance",
                "/api/v1/predictions", "/api/v1/predictions/{symbol}", "/api/v1/series", "/api/v1/signals", "/api/v1/signals/statistics", "/api/v1/symbols", "/api/v1/symbols/{symbol}/bars",
            ],
            paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var get in paths.EnumerateObject().Select(p => p.Value.GetProperty("get")))
        {
            Assert.NotEqual("", get.GetProperty("summary").GetString());
            if (get.TryGetProperty("parameters", out var parameters))
            {
                Assert.All(parameters.EnumerateArray(), p => Assert.NotEqual("", p.GetProperty("description").GetString()));
            }
        }
    }

    [Fact]
    public async Task Swagger_Loads() => Assert.Contains(
        "swagger-ui", await node.Client.GetStringAsync("/swagger/index.html", TestContext.Current.CancellationToken), StringComparison.Ordinal);

    private static DateTimeOffset Time(JsonElement element, string name) =>
        DateTimeOffset.ParseExact(element.GetProperty(name).GetString()!, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await node.Client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;
}
