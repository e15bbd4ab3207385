using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Storage.Journal;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Persistent actors that recover from the SQLite journal, until each has answered a command.</summary>
internal static class RecoverBenchmark
{
    private const int Actors = 8;
    private const int EventsOfEach = 125_000;
    private const int EventsPerWrite = 500;

    public static Benchmark Create() => new(["kernel.recover.sqlite"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("journal.db") }, NoteSerializer.Serialization());
        for (var first = 1; first <= EventsOfEach; first += EventsPerWrite)
        {
            var from = first;
            await Task.WhenAll(Enumerable.Range(0, Actors).Select(writer => journal.WriteAsync([.. Enumerable.Range(from, EventsPerWrite).Select(n =>
                new PersistentRepr(new Note(n), n, FormattableString.Invariant($"writer-{writer}"), "benchmark", n, []))], cancellationToken)));
        }

        var (rate, _) = await Runs.MeasureAsync(Peer.WarmUp, 7, () => RecoverAsync(journal, cancellationToken), cancellationToken);
        return [new Figure("kernel.recover.sqlite", rate, "events/s", 1_000_000, Peer.Name + ", SQLite, one actor, 20,000 events", 116_000)];
    }

    private static async Task<long> RecoverAsync(SqliteJournal journal, CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("recover", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        try
        {
            var writers = Enumerable.Range(0, Actors).Select(i => system.ActorOf(DurableWriter.Props(i))).ToArray();
            var recovered = await Task.WhenAll(writers.Select(w => w.Ask<long>(DurableWriter.Count.Instance, cancellationToken)));
            return recovered.All(n => n == EventsOfEach)
                ? (long)Actors * EventsOfEach
                : throw new InvalidOperationException($"Recovered {string.Join(", ", recovered)} events instead of {EventsOfEach} each.");
        }
        finally
        {
            await system.Terminate();
        }
    }
}
