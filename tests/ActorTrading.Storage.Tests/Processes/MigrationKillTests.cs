using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Storage.Tests.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>Programs that change the layout and are killed while they do.</summary>
public sealed class MigrationKillTests(PostgreSqlFixture postgres) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Sqlite_NextRunFindsWholeStepsOnly() =>
        KilledAsync(MarketVictim.MigrateSqlite, _folder.File("market.db"), MarketDatabaseOptions.Sqlite(_folder.File("market.db")));

    [Fact]
    public async Task PostgreSql_NextRunFindsWholeStepsOnly()
    {
        var (server, schema) = (await postgres.ConnectionStringAsync(), postgres.NewSchema());
        await KilledAsync(MarketVictim.MigratePostgreSql, $"{server} {schema}", MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server, Schema = schema }));
    }

    private static async Task KilledAsync(string verb, string place, MarketDatabaseOptions options)
    {
        var random = new Random(3);
        for (var round = 0; round < 3; round++)
        {
            Assert.NotEmpty(await Victim.KillAfterAsync(1 + random.Next(12), verb, place));

            await using var migrator = MarketMigrator.Create(options, TimeProvider.System);
            await Eventually.TrueAsync(async () => await IsDoneAsync(migrator.UpgradeAsync(default)), "the killed program's lock is gone", Patience);
            Assert.Equal(migrator.Known.Count, (await migrator.HistoryAsync(default)).Count);

            // A step that was applied by half could not be taken back.
            await migrator.DowngradeAsync(0, default);
            await migrator.UpgradeAsync(default);
            await using var database = await MarketDatabase.OpenAsync(options, TimeProvider.System, default);
            Assert.Equal(MarketVictim.Rows, (await database.Candles.UpsertAsync(MarketVictim.Series, MarketVictim.Batch(round), default)).Inserted);
        }
    }

    private static async Task<bool> IsDoneAsync(Task run)
    {
        try
        {
            await run;
            return true;
        }
        catch (StorageException held) when (held.Failure == StorageFailure.Locked)
        {
            return false;
        }
    }
}
