using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Snapshots;
using ActorTrading.Storage.Tests.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Tests.Snapshots;

public sealed class PostgreSqlSnapshotStoreTests(PostgreSqlFixture postgres) : DurableSnapshotStoreContract
{
    private readonly string _prefix = postgres.NewSchema();
    private int _schemas;

    [Fact]
    public async Task Open_InTheJournalsSchema_StandsBesideIt()
    {
        await using var journal = await PostgreSqlJournal.OpenAsync(
            new PostgreSqlJournalOptions { ConnectionString = await postgres.ConnectionStringAsync(), Schema = $"{_prefix}_both" }, Note.Serialization());
        await using var store = await OpenAsync("both", 2);

        await SaveAsync(store, "a", 1);

        Assert.NotNull(await store.LoadAsync("a", SnapshotSelectionCriteria.Latest));
    }

    protected override Task<ISnapshotStore> CreateAsync() => OpenAsync($"{Interlocked.Increment(ref _schemas)}", 100);

    protected override async Task<ISnapshotStore> OpenAsync(string place, int? keep) => await PostgreSqlSnapshotStore.OpenAsync(
        new PostgreSqlSnapshotStoreOptions { ConnectionString = await postgres.ConnectionStringAsync(), Schema = $"{_prefix}_{place}", Keep = keep },
        Note.Serialization());

    protected override async Task DamageAsync(string place, string text)
    {
        await using var connection = new NpgsqlConnection(await postgres.ConnectionStringAsync());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"UPDATE {_prefix}_{place}.snapshot SET snapshot = 'changed' WHERE snapshot = convert_to('{text}', 'UTF8')", connection);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
