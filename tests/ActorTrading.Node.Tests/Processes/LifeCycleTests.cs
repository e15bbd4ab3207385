using System.Text.Json;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>Start, stop, start again; and what machines read.</summary>
public sealed class LifeCycleTests(PlayedRecording recording)
{
    private static readonly string[] Small = ["--set", "training.rounds=10", "--set", "training.max-rows=4000"];

    [Fact]
    public async Task Simulated_FirstAndSecondStart_TrainOnceScoreSoonAndGoOn()
    {
        using var data = new DataFolder();
        string[] arguments =
        [
            "--data", data.Path, "--set", "http.port=0", "--set", "feed.simulated.symbols=[BTC-USDT]", "--set", "feed.simulated.history=40d",
            "--set", "feed.simulated.speed=20000", .. Small,
        ];
        long accepted;
        await using (var first = Executable.Start(arguments))
        {
            using var client = new HttpClient { BaseAddress = new Uri(await first.ServesAsync()) };
            Assert.Contains("SIMULATED", first.Output, StringComparison.Ordinal);
            Assert.Contains("Try next:", first.Output, StringComparison.Ordinal);
            JsonElement scores = default;
            await Eventually.TrueAsync(
                () => (scores = JsonDocument.Parse(client.GetStringAsync("/api/v1/models/performance").GetAwaiter().GetResult()).RootElement).GetArrayLength() > 0,
                "outcomes are scored", TimeSpan.FromSeconds(60));
            Assert.True(scores[0].GetProperty("simulated").GetBoolean());
            accepted = await AcceptedAsync(client);
            first.Send(Executable.Interrupt);
            Assert.Equal(0, (await first.EndAsync()).Code);
        }

        await using var second = Executable.Start(arguments);
        using var again = new HttpClient { BaseAddress = new Uri(await second.ServesAsync()) };
        Assert.Contains("loaded and verified", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pre-training", second.Error, StringComparison.Ordinal);
        Assert.True(await AcceptedAsync(again) >= accepted);
        second.Send(Executable.Terminate);
        Assert.Equal(0, (await second.EndAsync()).Code);

        var replay = await Executable.RunAsync(["replay", "--verify", "--data", data.Path, .. Small]);
        Assert.EndsWith("0 differences\n", replay.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(data.Path, "*-wal"));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("backtest")]
    [InlineData("replay")]
    [InlineData("config")]
    public async Task Help_OfEveryVerb_HasAnExample(string verb)
    {
        var run = await Executable.RunAsync(verb, "--help");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches($@"Examples?:\s+actortrading {verb}", run.Output);
    }

    [Fact]
    public async Task EvaluateJson_HasTheFixedNamesAndTheSameBytesTwice()
    {
        using var folder = new DataFolder();
        string[] arguments = ["evaluate", "--candles", MarketData.File("ETH-USDT.1h.2020-2024.csv.gz"), "--train-until", "2023-12-31", "--horizons", "1h", "--json", .. Small];

        var (once, twice) = (await Executable.RunAsync(arguments), await Executable.RunAsync(arguments));

        Assert.True(once.Code == 0, once.Error);
        Assert.Equal(once.Output, twice.Output);
        var result = Assert.Single(JsonDocument.Parse(once.Output).RootElement.GetProperty("results").EnumerateArray());
        foreach (var name in (string[])["symbol", "horizon", "rows", "baseRates", "majorityAccuracy", "accuracy", "logLoss", "baseRateLogLoss", "ewmaLogLoss", "ece", "brier", "weights"])
        {
            Assert.True(result.TryGetProperty(name, out _), name);
        }

        Assert.Equal(["threshold", "accuracy", "coverage"], Names(result.GetProperty("selective")));
        Assert.Equal(["level", "coverage", "meanWidth"], Names(result.GetProperty("interval")));
        Assert.Equal(["hitRate", "n", "p"], Names(result.GetProperty("directional")));
        Assert.InRange(result.GetProperty("rows").GetInt64(), 8000, 8800);
    }

    [Fact]
    public async Task Evaluate_TwoFilesOfOneSymbol_AreMergedWithoutDuplicates()
    {
        var run = await Executable.RunAsync(
        [
            "evaluate", "--candles", MarketData.File("BTC-USDT.1h.2020-2024.csv.gz"), MarketData.File("BTC-USDT.1h.2017-2020.csv.gz"),
            "--train-until", "2023-12-31", "--horizons", "1h", "--json", .. Small,
        ]);

        Assert.True(run.Code == 0, run.Error);
        var result = Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray());
        Assert.Equal("BTC-USDT", result.GetProperty("symbol").GetString());
        Assert.InRange(result.GetProperty("rows").GetInt64(), 8000, 8800);
    }

    [Fact]
    public async Task Evaluate_PretrainedOnOtherSymbols_ReportsEachSymbolItNeverSaw()
    {
        var run = await Executable.RunAsync(
            "evaluate", "--candles", MarketData.File("AVAX-USDT.5m.2024.csv.gz"), MarketData.File("DOGE-USDT.5m.2024.csv.gz"),
            "--pretrained", recording.Models, "--train-until", "2024-08-15", "--json");

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(
            ["AVAX-USDT 1h", "AVAX-USDT 4h", "AVAX-USDT 24h", "DOGE-USDT 1h", "DOGE-USDT 4h", "DOGE-USDT 24h"],
            JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray().Select(r => $"{r.GetProperty("symbol")} {r.GetProperty("horizon")}"));
    }

    [Fact]
    public async Task BacktestJson_RawRecording_AcceptedAndRefusedAreEveryRow()
    {
        var run = await Executable.RunAsync("backtest", "--trades", PlayedRecording.RawTrades, "--json");
        var report = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["accepted", "refused", "bars", "predictions", "hash"], Names(report).Take(5));
        Assert.Equal(123_242, report.GetProperty("accepted").GetInt64() + report.GetProperty("refused").EnumerateObject().Sum(r => r.Value.GetInt64()));

        // The hole of five hours, and the 14 h back after row 97,699.
        var jumps = report.GetProperty("jumps").EnumerateArray().ToDictionary(j => j.GetProperty("row").GetInt64(), j => j.GetProperty("seconds").GetDouble());
        Assert.Equal((18_002.014, -50_398.526), (jumps[53_325], jumps[97_699]));
    }

    [Fact]
    public async Task ReplayJson_HasTheFixedNames()
    {
        using var data = new DataFolder();
        DataFolder.Copy(recording.Data, data["copy"]);

        var run = await Executable.RunAsync("replay", "--verify", "--json", "--data", data["copy"]);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "events", "bars", "predictions", "differences", "hash" }, Names(JsonDocument.Parse(run.Output).RootElement).ToHashSet());
    }

    [Fact]
    public async Task TrainJson_NamesTheArtifactAndTheDaysItSaw()
    {
        using var folder = new DataFolder();

        var run = await Executable.RunAsync(["train", "--candles", MarketData.File("LTC-USDT.5m.2024.csv.gz"), "--out", folder["models"], "--json", .. Small]);
        var artifact = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal(64, artifact.GetProperty("sha256").GetString()!.Length);
        Assert.StartsWith("2024-", artifact.GetProperty("metadata").GetProperty("trained-until").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static async Task<long> AcceptedAsync(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/api/v1/symbols")).RootElement[0].GetProperty("accepted").GetInt64();
}
