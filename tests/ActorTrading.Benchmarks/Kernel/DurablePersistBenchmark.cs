using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Storage.Journal;
using ActorTrading.Tests;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>64 persistent actors, each its next command when the last is acknowledged: every acknowledged event has been on the disk.</summary>
internal static class DurablePersistBenchmark
{
    private const int Actors = 64;
    private const int CommandsPerRun = 500;
    private const int Counted = 7;
    private const string PeerConditions = Peer.Name + ", SQLite, 8 actors, one event per command";
    private const double PeerRate = 7860;

    public static Benchmark OnSqlite() => new(["kernel.persist.sqlite.64"], async cancellationToken =>
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("journal.db") }, NoteSerializer.Serialization());
        return [new Figure("kernel.persist.sqlite.64", await RateAsync(journal, cancellationToken), "events/s", 200_000, PeerConditions, PeerRate)];
    });

    public static Benchmark OnPostgreSql() => new(["kernel.persist.postgres.64"], async cancellationToken =>
    {
        await using var server = await PostgreSqlServer.StartAsync("shared_buffers=512MB", "max_wal_size=4GB");
        await using var journal = await PostgreSqlJournal.OpenAsync(
            new PostgreSqlJournalOptions { ConnectionString = server.SocketConnectionString }, NoteSerializer.Serialization(), cancellationToken);
        return [new Figure("kernel.persist.postgres.64", await RateAsync(journal, cancellationToken), "events/s", 100_000, PeerConditions, PeerRate)];
    });

    private static async Task<double> RateAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("durable", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        try
        {
            var writers = Enumerable.Range(0, Actors).Select(i => system.ActorOf(DurableWriter.Props(i))).ToArray();
            var (rate, _) = await Runs.MeasureAsync(
                Peer.WarmUp,
                Counted,
                async () =>
                {
                    await Task.WhenAll(writers.Select(WriteAsync));
                    return (long)Actors * CommandsPerRun * DurableWriter.EventsPerCommand;
                },
                cancellationToken);
            return rate;
        }
        finally
        {
            await system.Terminate();
        }

        async Task WriteAsync(IActorRef writer)
        {
            for (var i = 0; i < CommandsPerRun; i++)
            {
                await writer.Ask<Done>(Ball.Instance, cancellationToken);
            }
        }
    }
}
