using System.Globalization;
using System.Text;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class SqliteJournalFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_SecondTime_IsRefusedNamingTheHolder()
    {
        await using (Open())
        {
            var refusal = Assert.Throws<StorageException>(() => Open());

            Assert.Equal(StorageFailure.Locked, refusal.Failure);
            Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        }

        await using var again = Open();
        Assert.Equal(0, again.Outstanding);
    }

    [Theory]
    [InlineData("/proc/actortrading/journal.db")]
    [InlineData("/sys/kernel/journal.db")]
    public void Open_WhereNothingCanBeWritten_SaysSo(string path)
    {
        var refusal = Assert.Throws<StorageException>(() => SqliteJournal.Open(new SqliteJournalOptions { Path = path }, Note.Serialization()));

        Assert.Equal(StorageFailure.ReadOnly, refusal.Failure);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("What to do", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BelowAFile_SaysSo()
    {
        System.IO.File.WriteAllText(_folder.File("plain"), "no directory");

        var refusal = Assert.Throws<StorageException>(() => Open(_folder.File("plain/journal.db")));

        Assert.Equal(StorageFailure.ReadOnly, refusal.Failure);
    }

    [Fact]
    public void Open_PathIsADirectory_SaysSo()
    {
        Directory.CreateDirectory(File);

        var refusal = Assert.Throws<StorageException>(() => Open());

        Assert.Equal(StorageFailure.ReadOnly, refusal.Failure);
    }

    [Fact]
    public void Open_NoDatabase_IsCorruptAndLeavesTheFileAlone()
    {
        var content = string.Concat(Enumerable.Repeat("this is a diary, not a database. ", 1000));
        System.IO.File.WriteAllText(File, content);

        var refusal = Assert.Throws<StorageException>(() => Open());

        Assert.Equal(StorageFailure.Corrupt, refusal.Failure);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99", StorageFailure.NewerVersion)]
    [InlineData("PRAGMA user_version = 0; CREATE TABLE recipes(name TEXT)", StorageFailure.Corrupt)]
    public async Task Open_AnotherLayout_IsRefused(string change, StorageFailure expected)
    {
        await Open().DisposeAsync();
        await ExecuteAsync(change);

        var refusal = Assert.Throws<StorageException>(() => Open());

        Assert.Equal(expected, refusal.Failure);
    }

    [Fact]
    public async Task Write_DiskFull_FailsLoudlyLosesNothingAndRecoversWhenThereIsRoom()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = File, MaxPages = 200, BusyTimeout = TimeSpan.Zero }, Note.Serialization());
        var stored = 0L;
        StorageException? full = null;
        while (full is null)
        {
            try
            {
                await journal.WriteAsync([Event("a", stored + 1), Event("a", stored + 2)]);
                stored += 2;
            }
            catch (StorageException e)
            {
                full = e;
            }
        }

        Assert.Equal(StorageFailure.Full, full.Failure);
        Assert.Contains(File, full.Message, StringComparison.Ordinal);
        Assert.Contains("free space", full.Message, StringComparison.Ordinal);
        Assert.Equal(stored, await journal.ReadHighestSequenceNrAsync("a"));
        Assert.Equal(stored, await journal.ReplayAsync("a", 1, long.MaxValue, long.MaxValue).CountAsync());

        await journal.DeleteToAsync("a", stored - 2);
        await journal.WriteAsync([Event("a", stored + 1), Event("a", stored + 2)]);
        Assert.Equal(4, await journal.ReplayAsync("a", 1, long.MaxValue, long.MaxValue).CountAsync());
    }

    [Fact]
    public async Task Write_DatabaseHeldByAnotherConnection_FailsEveryWaitingCallerAndWorksAfterwards()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(20) }, Note.Serialization());
        await using (var other = await ConnectAsync())
        {
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync();

            foreach (var write in Enumerable.Range(0, 20).Select(w => journal.WriteAsync([Event($"w{w}", 1)])).ToArray())
            {
                Assert.Equal(StorageFailure.Locked, (await Assert.ThrowsAsync<StorageException>(() => write)).Failure);
            }

            hold.CommandText = "ROLLBACK";
            await hold.ExecuteNonQueryAsync();
        }

        await journal.WriteAsync([Event("w0", 1)]);
        Assert.Equal(1, await journal.CurrentPersistenceIdsAsync().CountAsync());
    }

    [Fact]
    public async Task Replay_FlippedBitInAnEvent_IsNoticed()
    {
        await using (var journal = Open())
        {
            await journal.WriteAsync([.. Enumerable.Range(1, 100).Select(n => Event("a", n))]);
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("needle 57 "))] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, bytes);

        await using var damaged = Open();
        var failure = await Assert.ThrowsAsync<StorageException>(async () => await damaged.ReplayAsync("a", 1, long.MaxValue, long.MaxValue).CountAsync());
        Assert.Equal(StorageFailure.Corrupt, failure.Failure);
        Assert.Contains("Event 57 of 'a'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
        Assert.Equal(56, await damaged.ReplayAsync("a", 1, 56, long.MaxValue).CountAsync());
    }

    [Fact]
    public async Task Replay_OverwrittenPages_IsCorruptAndWritingFailsLoudlyToo()
    {
        await using (var journal = Open())
        {
            await journal.WriteAsync([.. Enumerable.Range(1, 5000).Select(n => Event("a", n))]);
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        const int Page = 4096;
        // Everything behind the schema, so that both the table and its index are hit.
        bytes.AsSpan(Page).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, bytes);

        var damaged = Open();
        var read = await Assert.ThrowsAsync<StorageException>(async () => await damaged.ReplayAsync("a", 1, long.MaxValue, long.MaxValue).CountAsync());
        var written = await Assert.ThrowsAsync<StorageException>(() => damaged.WriteAsync([Event("a", 5001)]));

        Assert.Equal((StorageFailure.Corrupt, StorageFailure.Corrupt), (read.Failure, written.Failure));
        Assert.Contains(File, written.Message, StringComparison.Ordinal);
        Assert.Contains("malformed", written.Message, StringComparison.Ordinal);
        await damaged.DisposeAsync();
    }

    [Fact]
    public async Task Replay_UnknownManifest_NamesTheEvent()
    {
        await using (var journal = Open())
        {
            await journal.WriteAsync([Event("a", 1)]);
        }

        await ExecuteAsync("UPDATE journal SET manifest = 'note:2'");

        await using var older = Open();
        var failure = await Assert.ThrowsAsync<StorageException>(async () => await older.ReplayAsync("a", 1, 1, 1).CountAsync());
        Assert.Contains("note:2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("newer program", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4096, nameof(SqliteJournalOptions.GroupEvents))]
    [InlineData(1, 1000, nameof(SqliteJournalOptions.PageBytes))]
    public void Open_BadOptions_NamesTheField(int groupEvents, int pageBytes, string field)
    {
        var options = new SqliteJournalOptions { Path = File, GroupEvents = groupEvents, PageBytes = pageBytes };

        Assert.Equal(field, Assert.ThrowsAny<ArgumentException>(() => SqliteJournal.Open(options, Note.Serialization())).ParamName);
    }

    private SqliteJournal Open(string? path = null) => SqliteJournal.Open(new SqliteJournalOptions { Path = path ?? File }, Note.Serialization());

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static PersistentRepr Event(string id, long number) =>
        new(new Note(string.Create(CultureInfo.InvariantCulture, $"needle {number} {new string('x', 100)}")), number, id, "w", number, []);
}
