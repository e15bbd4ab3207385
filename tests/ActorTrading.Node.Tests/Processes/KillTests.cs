using System.Text.Json;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>Nothing acknowledged is lost and nothing is applied twice, however often the node is killed.</summary>
public sealed class KillTests(PlayedRecording recording)
{
    [Fact]
    public async Task Kill9_At25RandomMoments_EndsAsAnUndisturbedRun()
    {
        using var killed = new DataFolder();
        recording.Begin(killed.Path);
        var chance = new Random(20250621);

        var progressed = 0L;
        for (var i = 0; i < 25; i++)
        {
            await KillAsync(killed.Path, PlayedRecording.Trades, "9000", startingUp: i % 5 == 4, chance);
            if (i == 12)
            {
                progressed = (await ReplayAsync(killed.Path)).GetProperty("ticks").GetInt64();
            }
        }

        var rest = await Executable.RunAsync(PlayedRecording.Node(killed.Path, PlayedRecording.Trades, "full"));

        Assert.True(rest.Code == 0, rest.Error);
        Assert.InRange(progressed, 1, 114_851);
        MustBeSame(recording.Replay, await ReplayAsync(killed.Path));
        using var undisturbed = new DataFolder();
        DataFolder.Copy(recording.Data, undisturbed.Path);
        var expected = await MarketDataAsync(undisturbed.Path);
        Assert.True(expected.Count > 3000, $"only {expected.Count} rows");
        Assert.Equal(expected, await MarketDataAsync(killed.Path));
    }

    [Fact]
    public async Task Kill9_RecordingWithJumpsAndDuplicates_EndsAsAnUndisturbedRun()
    {
        using var killed = new DataFolder();
        using var undisturbed = new DataFolder();
        var chance = new Random(7);
        for (var i = 0; i < 6; i++)
        {
            await KillAsync(killed.Path, PlayedRecording.RawTrades, "60000", startingUp: false, chance, "--set", "journal.snapshot-every=25");
        }

        foreach (var folder in (string[])[killed.Path, undisturbed.Path])
        {
            var run = await Executable.RunAsync([.. PlayedRecording.Node(folder, PlayedRecording.RawTrades, "full"), "--set", "journal.snapshot-every=300"]);
            Assert.True(run.Code == 0, run.Error);
        }

        MustBeSame(await ReplayAsync(undisturbed.Path), await ReplayAsync(killed.Path));
    }

    [Fact]
    public async Task Kill9_DuringFirstTraining_LeavesNoHalfModelAndTheNextStartTrains()
    {
        using var data = new DataFolder();
        string[] node = ["--data", data.Path, "--set", "http.port=0", "--set", "feed.simulated.symbols=[BTC-USDT]", "--set", "feed.simulated.history=40d", "--set", "training.rounds=30"];
        await using (var first = Executable.Start(node))
        {
            await Eventually.TrueAsync(() => first.Error.Contains("pre-training", StringComparison.Ordinal), "the training begins", TimeSpan.FromSeconds(30));
            first.Kill();
            await first.EndAsync();
        }

        Assert.DoesNotContain(Directory.GetFiles(data.Path, "*.json", SearchOption.AllDirectories), f => f.Contains("forecast", StringComparison.Ordinal));

        await using var second = Executable.Start(node);
        await second.ServesAsync();

        Assert.Contains("first start: pre-training", second.Error, StringComparison.Ordinal);
        Assert.Contains("trained in", second.Error, StringComparison.Ordinal);
    }

    /// <summary>Everything the node has recorded.</summary>
    private static async Task<List<object>> MarketDataAsync(string data)
    {
        var always = new TimeRange(long.MinValue, long.MaxValue);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(data, "market.db")), TimeProvider.System, cancellationToken);
        var rows = new List<object>();
        rows.AddRange((await database.Signals.PageAsync(null, always, 0, int.MaxValue, cancellationToken)).Select(s => s.Row));
        foreach (var summary in await database.Candles.SummariesAsync(cancellationToken))
        {
            rows.AddRange((await database.Analyses.PageAsync(summary.Series.Symbol, always, 0, int.MaxValue, cancellationToken)).Select(s => s.Row));
            rows.AddRange((await database.Candles.ReadAsync(summary.Series, always, cancellationToken).ToListAsync(cancellationToken)).Cast<object>());
            rows.AddRange(await database.Indicators.PageAsync(summary.Series, always, int.MaxValue, cancellationToken));
        }

        return rows;
    }

    private static async Task KillAsync(string data, string trades, string speed, bool startingUp, Random chance, params string[] more)
    {
        await using var node = Executable.Start([.. PlayedRecording.Node(data, trades, speed), .. more]);
        if (!startingUp)
        {
            await node.ServesAsync();
        }

        await Task.Delay(chance.Next(startingUp ? 250 : 400));
        node.Kill();
        await node.EndAsync();
    }

    private static async Task<JsonElement> ReplayAsync(string data)
    {
        var run = await Executable.RunAsync("replay", "--verify", "--json", "--data", data);
        Assert.True(run.Code == 0, run.Output + run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static void MustBeSame(JsonElement undisturbed, JsonElement killed)
    {
        Assert.Equal(0, killed.GetProperty("differences").GetInt64());
        foreach (var name in (string[])["ticks", "bars", "predictions", "hash"])
        {
            Assert.Equal(undisturbed.GetProperty(name).ToString(), killed.GetProperty(name).ToString());
        }
    }
}
