using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_AfterDispose_FindsEverythingInOneFile()
    {
        var path = _folder.File("deep/er/journal.db");
        await using (var journal = Open(path))
        {
            await journal.WriteAsync([Event("a", 1, "x", "t1", "t2"), Event("a", 2, "y")]);
            await journal.DeleteToAsync("a", 1);
        }

        Assert.False(File.Exists(path + "-wal"));
        await using var again = Open(path);
        Assert.Equal([new Note("y")], (await All(again, "a")).Select(e => e.Payload));
        Assert.Equal(2, await again.ReadHighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Dispose_WithQueuedWrites_WritesThemFirst()
    {
        var path = _folder.File("journal.db");
        var journal = Open(path);
        var writes = Enumerable.Range(1, 500).Select(n => journal.WriteAsync([Event("a", n, "x")])).ToArray();

        await journal.DisposeAsync();

        await Task.WhenAll(writes);
        await using var again = Open(path);
        Assert.Equal(500, (await All(again, "a")).Count);
    }

    [Fact]
    public async Task Write_ManyAtOnce_ShareTransactions()
    {
        await using var journal = Open(_folder.File("journal.db"));

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(w => journal.WriteAsync([Event($"w{w}", 1, "x")])));

        Assert.InRange(journal.Commits, 1, 500);
        Assert.Equal(0, journal.Outstanding);
    }

    [Fact]
    public async Task Write_MoreThanAGroupHolds_TakesSeveralTransactions()
    {
        await using var journal = SqliteJournal.Open(
            new SqliteJournalOptions { Path = _folder.File("journal.db"), GroupEvents = 10, GroupBytes = 1000, PageEvents = 7 }, Note.Serialization());

        await Task.WhenAll(Enumerable.Range(0, 40).Select(w => journal.WriteAsync([.. Enumerable.Range(1, 6).Select(n => Event($"w{w}", n, "x"))])));
        await journal.WriteAsync([.. Enumerable.Range(1, 25).Select(n => Event("big", n, new string('x', 100)))]);

        Assert.True(journal.Commits >= 41);
        Assert.Equal(25, (await All(journal, "big")).Count);
        Assert.Equal(265, await journal.CurrentAllEventsAsync().CountAsync());
    }

    [Fact]
    public async Task CurrentAllEvents_FromAnOrdering_GivesTheRestInGlobalOrder()
    {
        await using var journal = Open(_folder.File("journal.db"));
        for (var n = 1; n <= 1500; n++)
        {
            _ = journal.WriteAsync([Event("a", n, $"a{n}")]);
            _ = journal.WriteAsync([Event("b", n, $"b{n}", n % 100 == 0 ? ["hundred"] : [])]);
        }

        var all = await journal.CurrentAllEventsAsync().ToListAsync();

        Assert.Equal(Enumerable.Range(1, 1500).SelectMany(n => new[] { new Note($"a{n}"), new Note($"b{n}") }), all.Select(e => e.Payload));
        var rest = await journal.CurrentAllEventsAsync(all[2000].Ordering).ToListAsync();
        Assert.Equal(all.Skip(2001).Select(e => e.Ordering), rest.Select(e => e.Ordering));
        var tagged = await journal.CurrentEventsByTagAsync("hundred").ToListAsync();
        Assert.Equal(Enumerable.Range(1, 15).Select(n => n * 100L), tagged.Select(e => e.SequenceNr));
        var size = await journal.ReadSizeAsync();
        Assert.Equal((3000, all[^1].Ordering), (size.Events, size.HighestOrdering));
        Assert.True(size.Bytes > 3000);
    }

    [Fact]
    public async Task Ordering_AfterDeletingTheNewestAndReopening_IsNeverUsedAgain()
    {
        var path = _folder.File("journal.db");
        long before;
        await using (var journal = Open(path))
        {
            await journal.WriteAsync([Event("a", 1, "x"), Event("a", 2, "x")]);
            before = (await All(journal, "a"))[^1].Ordering;
            await journal.DeleteToAsync("a", 2);
        }

        await using var again = Open(path);
        await again.WriteAsync([Event("b", 1, "y")]);

        Assert.True((await All(again, "b"))[0].Ordering > before);
    }

    [Fact]
    public async Task Layout_ReadByAnotherTool_IsThatOfAkkaPersistenceSql()
    {
        var path = _folder.File("journal.db");
        await using (var journal = Open(path))
        {
            await journal.WriteAsync([Event("a", 1, "hello", "red", "blue")]);
        }

        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT deleted || '|' || persistence_id || '|' || sequence_number || '|' || created || '|' || tags || '|' || CAST(message AS TEXT) || '|' || identifier || '|' || manifest
                || '|' || (SELECT group_concat(tag || ordering_id || persistence_id || sequence_nr) FROM (SELECT * FROM tags ORDER BY tag))
            FROM journal
            """;
        Assert.Equal("0|a|1|638000000000000001|;red;blue;|hello|4711|note:1|blue1a1,red1a1", await command.ExecuteScalarAsync());
    }

    protected override IJournal Create() => Open(_folder.File($"contract-{Interlocked.Increment(ref _files)}.db"));

    private static SqliteJournal Open(string path) => SqliteJournal.Open(new SqliteJournalOptions { Path = path }, Note.Serialization());
}
