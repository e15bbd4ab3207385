using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Serialization;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Storage.Journal;

namespace ActorTrading.Benchmarks.Journal;

/// <summary>Persistent actors over the SQLite journal, synchronous=FULL: every acknowledged event has been on the disk.</summary>
internal static class JournalBenchmark
{
    public const string Name = "journal.sqlite.64";
    private const int Actors = 64;
    private const int EventsPerCommand = 10;
    private const int CommandsPerRun = 500;

    public static Benchmark Create() => new([Name], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.Open(
            new SqliteJournalOptions { Path = folder.File("journal.db") }, new Serialization().Add(new NoteSerializer(), typeof(Note)));
        var system = ActorSystem.Create("journal", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        try
        {
            var writers = Enumerable.Range(0, Actors)
                .Select(i => system.ActorOf(Props.CreateBy(() => new Writer(FormattableString.Invariant($"writer-{i}")))))
                .ToArray();
            var rate = await Runs.RateAsync(1, 5, async () =>
            {
                await Task.WhenAll(writers.Select(WriteAsync));
                return (long)Actors * CommandsPerRun * EventsPerCommand;
            });
            return [new Figure(Name, rate, "events/s", 200_000, "Akka.NET 1.5.30, SQLite, 8 actors, one event per command", 7860)];
        }
        finally
        {
            await system.Terminate();
        }

        async Task WriteAsync(IActorRef writer)
        {
            for (var i = 0; i < CommandsPerRun; i++)
            {
                await writer.Ask<Done>(Write.Instance, cancellationToken);
            }
        }
    }

    private sealed class Write
    {
        public static Write Instance { get; } = new();
    }

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(string id)
        {
            PersistenceId = id;
            Recover<Note>(_ => { });
            Command<Write>(_ =>
            {
                var left = EventsPerCommand;
                PersistAll(Enumerable.Range(0, EventsPerCommand).Select(i => new Note(LastSequenceNr + i)).ToArray(), _ =>
                {
                    if (--left == 0)
                    {
                        Sender.Tell(Done.Instance, Self);
                    }
                });
            });
        }

        public override string PersistenceId { get; }
    }
}
