using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>A real node that keeps market data complete by itself, against an exchange on loopback.</summary>
public sealed class JobTests : IDisposable
{
    private static readonly SeriesId Days = new(Symbol.Parse("BTC-USDT"), Timeframe.D1);
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sync_FetchesWhatIsMissing_AndGoesOnAfterAKill()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(clock: TimeProvider.System));
        await using (var node = Start(exchange))
        {
            await DoneAsync(node, await node.ServesAsync(), "sync");
            node.Kill();
        }

        await using var again = Start(exchange);
        var address = await again.ServesAsync();
        var jobs = await DoneAsync(again, address, "sync");

        Assert.Equal(["maintain", "retention", "sync"], jobs.Select(j => j.GetProperty("name").GetString()));
        Assert.Equal(["0 10 * * *", "every 86400s", "every 1s"], jobs.Select(j => j.GetProperty("schedule").GetString()));
        Assert.Equal((JsonValueKind.Null, false), (jobs[0].GetProperty("lastStarted").ValueKind, jobs[2].GetProperty("failed").GetBoolean()));
        Assert.Contains("nothing is missing", jobs[2].GetProperty("lastResult").GetString(), StringComparison.Ordinal);
        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder["data/market.db"]), TimeProvider.System, TestContext.Current.CancellationToken);
        var stored = await database.Candles.ReadAsync(Days, new TimeRange(0, long.MaxValue), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.InRange(stored.Count, 58, 63);
        Assert.Equal(exchange.Market.Candles(CandleSource.Okx, Days, new TimeRange(stored[0].OpenTime, stored[^1].OpenTime + 1)), stored);
        Assert.Equal(0, exchange.Requests.OverLimit);
        await Eventually.TrueAsync(
            async () => (await database.Indicators.PageAsync(Days, new TimeRange(0, long.MaxValue), 100, TestContext.Current.CancellationToken)).Count == stored.Count,
            "the indicators of what a job fetched are computed");
    }

    [Fact]
    public async Task RecordedMarket_OnlyRemovesOldRowsByItself()
    {
        await using var node = Executable.Start("node", "--path", PlayedRecording.Trades, "--set", "http.port=0", "--data", _folder["data"]);
        var address = await node.ServesAsync();
        using var client = new HttpClient();

        List<string?> names = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var jobs = JsonDocument.Parse(await client.GetStringAsync($"{address}/api/v1/jobs", TestContext.Current.CancellationToken));
                names = [.. jobs.RootElement.EnumerateArray().Select(j => j.GetProperty("name").GetString())];
                return names.Count > 0;
            },
            "the jobs are known");
        Assert.Equal(["retention"], names);
    }

    private Executable Start(FakeExchangeServer exchange) => Executable.Start(
        "node", "--path", PlayedRecording.Trades, "--speed", "1", "--data", _folder["data"],
        "--set", "http.port=0", "--set", "schedule.jobs=on", "--set", "schedule.lease=3s", "--set", "sync.symbols=[BTC-USDT]", "--set", "sync.timeframes=[1d]", "--set", "sync.sync-interval=1s",
        "--set", $"exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]");

    /// <summary>The jobs, once this node has ended a run of the one named.</summary>
    private static async Task<JsonElement[]> DoneAsync(Executable node, string address, string job)
    {
        using var client = new HttpClient();
        JsonElement[] jobs = [];
        await Eventually.TrueAsync(
            async () =>
            {
                jobs = [.. JsonDocument.Parse(await client.GetStringAsync($"{address}/api/v1/jobs")).RootElement.EnumerateArray()];
                return node.Output.Contains($"Job {job} done", StringComparison.Ordinal) && jobs.Any(j => j.GetProperty("name").GetString() == job && j.GetProperty("lastResult").ValueKind == JsonValueKind.String);
            },
            "the job is done",
            TimeSpan.FromSeconds(90));
        return jobs;
    }
}
