using ActorTrading.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>A journal file that somebody else holds, or that may not grow, under actors with back-off.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string File => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_HeldUnderLoad_ActorsComeBackAndNothingAcknowledgedIsLost()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(20) }, Note.Serialization());
        var load = new SupervisedLoad(journal, actors: 8);
        await load.ProgressAsync(20, "at first");
        for (var round = 1; round <= 2; round++)
        {
            var before = load.Failures.Count;
            await using (var holder = new SqliteConnection($"Data Source={File};Pooling=False"))
            {
                await ExecuteAsync(holder, "BEGIN IMMEDIATE");
                await load.FailureAsync(before + 8);
            }

            await load.ProgressAsync(20, $"after hold {round}");
        }

        Assert.All(load.Failures, failure => Assert.Equal(StorageFailure.Locked, Assert.IsType<StorageException>(failure).Failure));
        await load.StopAndCheckAsync();
    }

    [Fact]
    public async Task File_FullUnderLoad_ActorsComeBackWhenThereIsRoomAndNothingAcknowledgedIsLost()
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = File, MaxPages = 60 }, Note.Serialization());
        await using (var filler = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await ExecuteAsync(filler, "CREATE TABLE filler(bytes BLOB); INSERT INTO filler VALUES(zeroblob(80000))");
        }

        var load = new SupervisedLoad(journal, actors: 8);
        await load.FailureAsync(16);
        Assert.All(load.Failures, failure => Assert.Equal(StorageFailure.Full, Assert.IsType<StorageException>(failure).Failure));

        await using (var filler = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await ExecuteAsync(filler, "DELETE FROM filler");
        }

        await load.ProgressAsync(1, "when there is room");
        await load.StopAndCheckAsync();
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
