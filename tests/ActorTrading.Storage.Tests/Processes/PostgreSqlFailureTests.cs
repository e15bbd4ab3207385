using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Snapshots;
using ActorTrading.Storage.Tests.PostgreSql;
using ActorTrading.Tests;
using Npgsql;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>A real server that is killed, cut off, and out of room.</summary>
public sealed class PostgreSqlFailureTests(PostgreSqlVictim victim) : IClassFixture<PostgreSqlVictim>
{
    private readonly PostgreSqlServer _server = victim.Server;
    private readonly string _schema = victim.NewSchema();

    [Fact]
    public async Task Server_KilledUnderLoad_ActorsComeBackAndNothingAcknowledgedIsLost()
    {
        await using var journal = await OpenAsync();
        var load = new SupervisedLoad(journal, actors: 12);
        await load.ProgressAsync(20, "at first");
        for (var round = 1; round <= 2; round++)
        {
            var before = load.Failures.Count;
            await _server.KillAsync();
            await load.FailureAsync(before + 12);
            await _server.StartAgainAsync();
            await load.ProgressAsync(20, $"after kill {round}");
        }

        await load.StopAndCheckAsync();
        Assert.All(load.Failures, failure => Assert.Contains(Assert.IsType<StorageException>(failure).Failure, new[] { StorageFailure.Unreachable, StorageFailure.Duplicate }));
        Assert.Contains(load.Failures, failure => failure.Message.Contains($"127.0.0.1:{_server.Port}/postgres/{_schema}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_RestartedWhileNobodyWrote_NextWriteSucceeds()
    {
        await using var journal = await OpenAsync();
        await using var snapshots = await PostgreSqlSnapshotStore.OpenAsync(
            new PostgreSqlSnapshotStoreOptions { ConnectionString = _server.ConnectionString, Schema = _schema }, Note.Serialization());
        await journal.WriteAsync([Event("a", 1)]);
        await snapshots.SaveAsync(new SnapshotMetadata("a", 1, DateTime.UnixEpoch), new Note("s"));
        Assert.Equal(1, await journal.ReadHighestSequenceNrAsync("a"));

        await _server.KillAsync();
        await _server.StartAgainAsync();

        Assert.Equal(1, await journal.ReadHighestSequenceNrAsync("a"));
        Assert.NotNull(await snapshots.LoadAsync("a", SnapshotSelectionCriteria.Latest));
        await journal.WriteAsync([Event("a", 2)]);
        Assert.Equal(2, await journal.ReplayAsync("a", 1, 10, 10).CountAsync());
    }

    [Fact]
    public async Task Write_ServerDown_FailsNamingThePlaceAndStoresNothing()
    {
        await using var journal = await OpenAsync();
        await _server.StopAsync();

        var failure = await Assert.ThrowsAsync<StorageException>(() => journal.WriteAsync([Event("a", 1)]));
        var unread = await Assert.ThrowsAsync<StorageException>(() => journal.ReadHighestSequenceNrAsync("a"));

        Assert.Equal((StorageFailure.Unreachable, StorageFailure.Unreachable), (failure.Failure, unread.Failure));
        Assert.Contains($"{_server.Port}", failure.Message, StringComparison.Ordinal);
        await _server.StartAgainAsync();
        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("a"));
        await journal.WriteAsync([Event("a", 1)]);
    }

    [Fact]
    public async Task Backend_TerminatedInTheMiddleOfAWrite_FailsThatWriteAndTheNextConnectsAnew()
    {
        await using var journal = await OpenAsync(writers: 1);
        await journal.WriteAsync([Event("a", 1)]);
        await using var other = await ConnectAsync();
        await using (var blocking = await other.BeginTransactionAsync())
        {
            await ExecuteAsync(other, $"LOCK TABLE {_schema}.journal IN SHARE ROW EXCLUSIVE MODE");
            var write = journal.WriteAsync([Event("a", 2)]);
            await using var third = await ConnectAsync();
            const string Waiting = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO%'";
            while (await ScalarAsync(third, $"SELECT count(*) {Waiting}") is 0L)
            {
                await Task.Delay(10);
            }

            await ScalarAsync(third, $"SELECT pg_terminate_backend(pid) {Waiting}");

            var failure = await Assert.ThrowsAsync<StorageException>(() => write);
            Assert.Equal(StorageFailure.Unreachable, failure.Failure);
            Assert.Contains("may be stored or not", failure.Message, StringComparison.Ordinal);
            await blocking.RollbackAsync();
        }

        Assert.Equal(1, await journal.ReadHighestSequenceNrAsync("a"));
        await journal.WriteAsync([Event("a", 2)]);
        Assert.Equal(2, await journal.ReadHighestSequenceNrAsync("a"));
    }

    /// <summary>The table's file is /dev/full, which has no room for anybody: the server meets a real ENOSPC.</summary>
    [Fact]
    public async Task Server_OutOfDiskSpace_WritesFailLoudlyAndGoOnWhenThereIsRoom()
    {
        await using var journal = await OpenAsync();
        string path;
        await using (var connection = await ConnectAsync())
        {
            path = Path.Combine(_server.Folder, "data", (string)(await ScalarAsync(connection, $"SELECT pg_relation_filepath('{_schema}.journal')"))!);
        }

        await _server.StopAsync();
        File.Move(path, path + ".aside");
        File.CreateSymbolicLink(path, "/dev/full");
        await _server.StartAgainAsync();
        var load = new SupervisedLoad(journal, actors: 4);
        await load.FailureAsync(12);
        Assert.Contains(load.Failures, failure => failure is StorageException { Failure: StorageFailure.Full });
        Assert.All(
            load.Failures.OfType<StorageException>().Where(failure => failure.Failure != StorageFailure.Unreachable),
            failure => Assert.True(failure.Failure == StorageFailure.Full && failure.Message.Contains("free space", StringComparison.Ordinal), failure.Message));

        await _server.StopAsync();
        File.Delete(path);
        File.Move(path + ".aside", path);
        await _server.StartAgainAsync();

        await load.ProgressAsync(10, "when there is room");
        await load.StopAndCheckAsync();
    }

    [Fact]
    public async Task Writer_KilledAgainAndAgain_KeepsEveryAcknowledgedEventWithoutGaps()
    {
        var random = new Random(9);
        for (var round = 0; round < 3; round++)
        {
            var acknowledged = await Victim.KillAfterAsync(1 + random.Next(2000), Victim.WritePostgreSql, _server.ConnectionString);

            await using var journal = await OpenAsync(Victim.Schema);
            await Victim.CheckAsync(acknowledged, journal, round);
        }
    }

    private static PersistentRepr Event(string id, long number) => new(new Note($"{number}"), number, id, "w", number, []);

    private async Task<PostgreSqlJournal> OpenAsync(string? schema = null, int writers = 2) => await PostgreSqlJournal.OpenAsync(
        new PostgreSqlJournalOptions { ConnectionString = _server.ConnectionString, Schema = schema ?? _schema, Writers = writers }, Note.Serialization());

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static Task ExecuteAsync(NpgsqlConnection connection, string sql) => ScalarAsync(connection, sql);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
