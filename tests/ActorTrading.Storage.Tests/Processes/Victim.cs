using System.Diagnostics;
using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Models;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>A process that stores things and says on its output what was acknowledged, until it is killed.</summary>
internal static class Victim
{
    public const string WriteJournal = "write-journal";
    public const string SaveModels = "save-models";
    public const int Writers = 8;
    private const int ModelBytes = 100_000;

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

    public static async Task WriteJournalAsync(string path)
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = path, CheckpointPages = 50 }, Note.Serialization());
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
