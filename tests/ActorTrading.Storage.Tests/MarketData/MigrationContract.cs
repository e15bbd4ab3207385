using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class MigrationContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private static readonly int Latest = MigrationScripts.Sqlite.Latest;

    [Fact]
    public async Task Open_EmptyDatabase_HasEveryMigration()
    {
        await using var migrator = Migrator();

        var history = await migrator.HistoryAsync(default);

        Assert.Equal(migrator.Known.Select(m => (m.Number, m.Name, m.Checksum)), history.Select(was => ((int)was.Number, was.Name, was.Checksum)));
        Assert.Equal(Latest, history.Count);
        Assert.All(history, was => Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000, was.AppliedAt));
    }

    [Fact]
    public async Task DownAndUp_EveryStep_LeadsBackToTheSameTables()
    {
        await CloseAsync();
        await using var migrator = Migrator();
        var whole = await TablesAsync();

        for (var to = Latest - 1; to >= 0; to--)
        {
            Assert.Equal([to + 1], (await migrator.DowngradeAsync(to, default)).Select(m => m.Number));
            Assert.Equal(to, (await migrator.HistoryAsync(default)).Count);
        }

        Assert.Equal(["schema_migrations"], await TablesAsync());
        Assert.Equal(Enumerable.Range(1, Latest), (await migrator.UpgradeAsync(default)).Select(m => m.Number));
        Assert.Equal(whole, await TablesAsync());
        Assert.Empty(await migrator.UpgradeAsync(default));
    }

    [Fact]
    public async Task Downgrade_ToAndDryRun_TellWhatWouldGo()
    {
        await CloseAsync();
        await using var migrator = Migrator();

        Assert.Equal(Enumerable.Range(6, Latest - 5).Reverse(), (await migrator.BeyondAsync(5, default)).Select(m => m.Number));
        Assert.Equal(Latest, (await migrator.HistoryAsync(default)).Count);
        Assert.Equal(Enumerable.Range(6, Latest - 5).Reverse(), (await migrator.DowngradeAsync(5, default)).Select(m => m.Number));
        Assert.Equal(Enumerable.Range(6, Latest - 5), (await migrator.PendingAsync(default)).Select(m => m.Number));
        Assert.Empty(await migrator.DowngradeAsync(5, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => migrator.DowngradeAsync(Latest + 1, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => migrator.DowngradeAsync(-1, default));
    }

    [Fact]
    public async Task Upgrade_ManyAtOnce_AppliesEachOnce()
    {
        await CloseAsync();
        await using var migrator = Migrator();
        await migrator.DowngradeAsync(2, default);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var own = Migrator();
            try
            {
                return (await own.UpgradeAsync(default)).Count;
            }
            catch (StorageException held) when (held.Failure == StorageFailure.Locked)
            {
                return 0;
            }
        }));

        Assert.Equal(Latest - 2, results.Sum());
        Assert.Equal(Latest, (await migrator.HistoryAsync(default)).Count);
    }

    [Fact]
    public async Task Open_ManyAtOnceOnAnEmptyDatabase_AllWork()
    {
        await CloseAsync();
        await using (var migrator = Migrator())
        {
            await migrator.DowngradeAsync(0, default);
        }

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAgainAsync()));

        await Task.WhenAll(opened.Select((database, i) => database.Candles.UpsertAsync(Btc, new[] { new Candle(new(i, 1, 1, 1, 1, 1, 0, 0, 0), CandleSource.Okx) }, default)));
        Assert.Equal(8, (await opened[0].Candles.SummariesAsync(default))[0].Count);
        foreach (var database in opened)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task WhileOpen_NeitherUpNorDown_AndTheHolderIsNamed()
    {
        await using var migrator = Migrator();

        var refused = await Assert.ThrowsAsync<StorageException>(() => migrator.DowngradeAsync(5, default));

        Assert.Equal(StorageFailure.Locked, refused.Failure);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Latest, (await migrator.HistoryAsync(default)).Count);
        await CloseAsync();
        Assert.Equal(Latest - 5, (await migrator.DowngradeAsync(5, default)).Count);
    }

    [Fact]
    public async Task Open_OlderLayout_SaysWhatToRun()
    {
        await CloseAsync();
        await using var migrator = Migrator();
        await migrator.DowngradeAsync(3, default);

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAgainAsync);

        Assert.Equal(StorageFailure.OlderVersion, refused.Failure);
        Assert.Contains("actortrading db upgrade", refused.Message, StringComparison.Ordinal);
        await migrator.UpgradeAsync(default);
        await using var opened = await OpenAgainAsync();
    }

    [Fact]
    public async Task NewerLayout_IsRefusedByOpenUpgradeAndDowngrade()
    {
        await ExecuteAsync($"INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ({Latest + 1}, 'of_the_future', 'x', 1)");
        await CloseAsync();
        await using var migrator = Migrator();

        foreach (var run in (Func<Task>[])[OpenAgainAsync, () => migrator.UpgradeAsync(default), () => migrator.DowngradeAsync(0, default)])
        {
            var refused = await Assert.ThrowsAsync<StorageException>(run);
            Assert.Equal(StorageFailure.NewerVersion, refused.Failure);
            Assert.Contains($"layout {Latest + 1}", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EditedScript_IsFound()
    {
        await ExecuteAsync("UPDATE schema_migrations SET checksum = 'edited' WHERE number = 3");
        await CloseAsync();

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAgainAsync);

        Assert.Equal(StorageFailure.Corrupt, refused.Failure);
        Assert.Contains("migration 3 ai_training_data with checksum edited", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSession_WhoseLayoutChangedAnyway_CannotWrite()
    {
        await ExecuteAsync($"INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ({Latest + 1}, 'of_the_future', 'x', 1)");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Database.Candles.UpsertAsync(Btc, new[] { new Candle(default, CandleSource.Okx) }, default));

        Assert.Equal(StorageFailure.NewerVersion, refused.Failure);
        Assert.Empty(await Database.Candles.SummariesAsync(default));
    }

    [Fact]
    public async Task TablesOfSomethingElse_AreLeftAlone()
    {
        await CloseAsync();
        await using (var migrator = Migrator())
        {
            await migrator.DowngradeAsync(0, default);
        }

        await RawAsync("DROP TABLE schema_migrations");
        await RawAsync("CREATE TABLE signal_history (mine TEXT)");

        var refused = await Assert.ThrowsAsync<StorageException>(OpenAgainAsync);

        Assert.Contains("signal_history", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["signal_history"], await TablesAsync());
    }

    private MarketMigrator Migrator() => MarketMigrator.Create(Options, Clock);

    /// <summary>Names of tables, views and indexes.</summary>
    private async Task<IReadOnlyList<string>> TablesAsync()
    {
        await using var store = MarketDatabase.Store(Options);
        return await store.ReadAsync(
            "read",
            session => session.QueryAsync<string>(IsSqlite
                ? "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
                : "SELECT relname::TEXT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v') ORDER BY relname"),
            default);
    }

    private async Task RawAsync(string sql)
    {
        await using var store = MarketDatabase.Store(Options);
        await using var right = await store.TakeOverAsync(default);
        await store.MigrateAsync("change", session => session.ExecuteAsync(sql), default);
    }
}
