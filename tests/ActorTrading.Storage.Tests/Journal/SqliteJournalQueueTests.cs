using System.Globalization;
using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Tests;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>What waits while the disk does not answer. Another connection that holds the file stands for such a disk.</summary>
public sealed class SqliteJournalQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outstanding_ReadersComeBackToAStuckDisk_DoesNotGrow()
    {
        await using var journal = Open(TimeSpan.FromMinutes(1));
        var stuck = await HoldAsync();
        Task[] writes = [journal.WriteAsync([Event("a")]), journal.WriteAsync([Event("b")])];

        var readers = Enumerable.Range(0, 1000).Select(_ => journal.ReadHighestSequenceNrAsync("a")).ToArray();

        // A barrier may stand behind what the writer has taken and behind what is still queued.
        Assert.InRange(journal.Outstanding, 3, 4);
        await stuck.DisposeAsync();
        Assert.All(await Task.WhenAll(readers), highest => Assert.Equal(1, highest));
        await Task.WhenAll(writes);
        Assert.Equal(0, journal.Outstanding);
    }

    [Fact]
    public async Task Outstanding_ActorsGoOnPersistingToAStuckDisk_IsOneWriteOfEach()
    {
        const int Actors = 8;
        const int Events = 1000;
        await using var journal = Open(TimeSpan.FromMinutes(1));
        using var system = ActorSystem.Create("queue", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        var tally = new Tally();
        var keepers = Enumerable.Range(0, Actors).Select(n => system.ActorOf(Keeper.Props($"k{n}", tally), $"k{n}")).ToArray();
        await Eventually.TrueAsync(() => tally.Started == Actors, "all started");
        var stuck = await HoldAsync();

        for (var n = 0; n < Events; n++)
        {
            Array.ForEach(keepers, keeper => keeper.Tell("x"));
        }

        await Eventually.TrueAsync(() => journal.Outstanding == Actors, "each actor writes");
        for (var poll = 0; poll < 10; poll++)
        {
            await Task.Yield();
            Assert.InRange(journal.Outstanding, 1, Actors);
        }

        await stuck.DisposeAsync();
        await Eventually.TrueAsync(() => tally.Stored == Actors * Events, "all stored");
        Assert.Equal(Actors * Events, (await journal.ReadSizeAsync()).Events);
    }

    [Fact]
    public async Task ReadHighest_WritesOfOthersFailMeanwhile_Succeeds()
    {
        await using var journal = Open(TimeSpan.FromMilliseconds(100));
        await journal.WriteAsync([Event("a")]);
        await using var stuck = await HoldAsync();
        var failing = journal.WriteAsync([Event("b")]);

        Assert.Equal(1, await journal.ReadHighestSequenceNrAsync("a"));

        Assert.Equal(StorageFailure.Locked, (await Assert.ThrowsAsync<StorageException>(() => failing)).Failure);
    }

    [Fact]
    public async Task Recovery_AfterARejectedEvent_GoesOnBehindTheGap()
    {
        await using var journal = Open(TimeSpan.FromSeconds(5));
        using var system = ActorSystem.Create("gap", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        var first = new Tally();
        var keeper = system.ActorOf(Keeper.Props("a", first), "first");
        foreach (var text in (string[])["one", "unwritable", "three"])
        {
            keeper.Tell(text);
        }

        await Eventually.TrueAsync(() => first.Stored == 2, "the two good ones stored");
        await keeper.GracefulStop(TimeSpan.FromSeconds(10));
        var second = new Tally();
        system.ActorOf(Keeper.Props("a", second), "second").Tell("four");
        await Eventually.TrueAsync(() => second.Stored == 1, "the successor writes on");

        Assert.Equal(["1 one", "3 three"], second.Recovered);
        Assert.Equal([1L, 3L, 4L], await journal.ReplayAsync("a", 1, long.MaxValue, long.MaxValue).Select(e => e.SequenceNr).ToListAsync());
    }

    private SqliteJournal Open(TimeSpan busyTimeout) =>
        SqliteJournal.Open(new SqliteJournalOptions { Path = File, BusyTimeout = busyTimeout }, Note.Serialization());

    /// <summary>Nothing can be written until the connection is closed.</summary>
    private async Task<SqliteConnection> HoldAsync()
    {
        var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={File};Pooling=False"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static PersistentRepr Event(string id) => new(new Note("x"), 1, id, "w", 1, []);
}
