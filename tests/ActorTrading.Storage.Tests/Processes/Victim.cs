using System.Diagnostics;
using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Models;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>A process that stores things and says on its output what was acknowledged, until it is killed.</summary>
internal static class Victim
{
    public const string WriteJournal = "write-journal";
    public const string WritePostgreSql = "write-postgresql";
    public const string Schema = "victim";
    public const string SaveModels = "save-models";
    public const string ClaimJob = "claim-job";
    public const int Writers = 8;
    private const int ModelBytes = 100_000;

    /// <summary>Claims the job there is from 100 to 500 µs, says so and waits for its end.</summary>
    public static async Task ClaimAsync(string path, string connectionString, string schema)
    {
        var options = path.Length > 0
            ? MarketDatabaseOptions.Sqlite(path)
            : MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = connectionString, Schema = schema });
        await using var database = await MarketDatabase.OpenAsync(options, TimeProvider.System, default);
        var job = (await database.Jobs.AllAsync(default)).Single();
        Console.WriteLine(await database.Jobs.TryClaimAsync(job.Name, "victim", 100, 500, default) ? "claimed" : "refused");
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts a victim, kills it (SIGKILL) after it has acknowledged a number of things, and returns all it acknowledged.</summary>
    public static async Task<List<string>> KillAfterAsync(int acknowledgements, string verb, string path)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ActorTrading.Storage.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(new ProcessStartInfo(program, [verb, path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (lines.Count == acknowledgements)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        // A last line without its end may be cut.
        return lines;
    }

    /// <summary>Holds a journal against what a killed writer said was stored.</summary>
    public static async Task CheckAsync(List<string> acknowledged, IJournal journal, int round)
    {
        var promised = acknowledged.Where(line => line.EndsWith('.')).Select(line => line.TrimEnd('.').Split(' '))
            .GroupBy(parts => parts[0]).ToDictionary(g => g.Key, g => g.Max(parts => long.Parse(parts[1], CultureInfo.InvariantCulture)));
        Assert.NotEmpty(promised);
        for (var writer = 0; writer < Writers; writer++)
        {
            var id = $"writer-{writer}";
            var numbers = await journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue).ToListAsync();

            Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => new Note($"{id}/{n}")), numbers.Select(e => e.Payload));
            Assert.True(numbers.Count >= promised.GetValueOrDefault(id), $"Round {round}: {id} was promised {promised.GetValueOrDefault(id)} events, {numbers.Count} are there.");
            Assert.Equal(numbers.Count, await journal.ReadHighestSequenceNrAsync(id));
        }
    }

    public static async Task WriteSqliteAsync(string path)
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = path, CheckpointPages = 50 }, Note.Serialization());
        await WriteAsync(journal);
    }

    public static async Task WritePostgreSqlAsync(string connectionString)
    {
        await using var journal = await PostgreSqlJournal.OpenAsync(
            new PostgreSqlJournalOptions { ConnectionString = connectionString, Schema = Schema }, Note.Serialization());
        await WriteAsync(journal);
    }

    private static async Task WriteAsync(IJournal journal)
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var id = $"writer-{writer}";
            var last = await journal.ReadHighestSequenceNrAsync(id);
            while (true)
            {
                var events = new PersistentRepr[1 + (last % 7)];
                for (var i = 0; i < events.Length; i++)
                {
                    events[i] = new PersistentRepr(new Note($"{id}/{++last}"), last, id, "victim", last, ["t"]);
                }

                await journal.WriteAsync(events);
                Say($"{id} {last.ToString(CultureInfo.InvariantCulture)}.");
            }
        })));
    }

    public static void Save(string directory)
    {
        var store = ModelArtifactStore.Open(directory, TimeProvider.System);
        for (var n = 1; ; n++)
        {
            var content = new byte[ModelBytes];
            new Random(n).NextBytes(content);
            var saved = store.Save("victim", content, new Dictionary<string, string>());
            Say($"{saved.Version} {saved.Sha256}.");
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
