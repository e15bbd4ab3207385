using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class SqliteJournalTests : DurableJournalContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dispose_LeavesOneFile()
    {
        var path = _folder.File("deep/er/journal.db");
        await using (var journal = Open(path))
        {
            await journal.WriteAsync([Event("a", 1, "x")]);
        }

        Assert.Equal(["journal.db", "journal.db.lock"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Open_FileOfTheFirstLayout_IsUpgradedAndKeepsItsEvents()
    {
        var path = _folder.File("journal.db");
        await using (var journal = Open(path))
        {
            await journal.WriteAsync([Event("a", 1, "old")]);
        }

        await ExecuteAsync(path, "DROP TABLE shard_epoch; ALTER TABLE journal DROP COLUMN epoch; PRAGMA user_version = 1");

        await using var upgraded = Open(path);
        Assert.Equal(1, await upgraded.RaiseEpochAsync("s"));
        await upgraded.WriteAsync(Fenced("a", 1, 2));
        Assert.Equal([new Note("old"), new Note("2")], (await All(upgraded, "a")).Select(e => e.Payload));
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
        Assert.Equal(265, (await journal.ReadSizeAsync()).Events);
    }

    [Fact]
    public async Task ReadSize_CountsEventsAndBytes()
    {
        await using var journal = Open(_folder.File("journal.db"));
        await journal.WriteAsync([.. Enumerable.Range(1, 300).Select(n => Event("a", n, $"a{n}"))]);
        await journal.DeleteToAsync("a", 100);

        var size = await journal.ReadSizeAsync();

        Assert.Equal((200, 300), (size.Events, size.HighestOrdering));
        Assert.True(size.Bytes > 300);
    }

    [Fact]
    public async Task Layout_ReadByAnotherTool_IsThatOfAkkaPersistenceSql()
    {
        var path = _folder.File("journal.db");
        await using (var journal = Open(path))
        {
            await journal.RaiseEpochAsync("s");
            await journal.WriteAsync([Event("a", 1, "hello", "red", "blue") with { Fence = new WriterEpoch("s", 1) }]);
        }

        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT deleted || '|' || persistence_id || '|' || sequence_number || '|' || created || '|' || tags || '|' || CAST(message AS TEXT) || '|' || identifier || '|' || manifest || '|' || epoch
                || '|' || (SELECT group_concat(tag || ordering_id || persistence_id || sequence_nr) FROM (SELECT * FROM tags ORDER BY tag))
            FROM journal
            """;
        Assert.Equal("0|a|1|638000000000000001|;red;blue;|hello|4711|note:1|1|blue1a1,red1a1", await command.ExecuteScalarAsync());
    }

    protected override Task<IFencedJournal> CreateAsync() => OpenAsync($"contract-{Interlocked.Increment(ref _files)}");

    protected override Task<IFencedJournal> OpenAsync(string place) => Task.FromResult<IFencedJournal>(Open(_folder.File($"{place}.db")));

    private static SqliteJournal Open(string path) => SqliteJournal.Open(new SqliteJournalOptions { Path = path }, Note.Serialization());

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
