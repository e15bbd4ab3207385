using System.Diagnostics;
using System.Globalization;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Storage.Tests.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>Market databases under real processes that are killed, stopped and outlived.</summary>
public sealed class MarketKillTests(PostgreSqlVictim victim) : IClassFixture<PostgreSqlVictim>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PostgreSqlServer _server = victim.Server;
    private readonly string _schema = victim.NewSchema();
    private readonly TemporaryFolder _folder = new();

    private MarketDatabaseOptions Options => MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = _server.ConnectionString, Schema = _schema });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sqlite_ProcessKilledAgainAndAgain_HoldsEverythingAcknowledgedOnce()
    {
        var path = _folder.File("market.db");
        var random = new Random(9);
        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await Victim.KillAfterAsync(1 + random.Next(60), MarketVictim.WriteSqlite, path);

            await using var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(path), TimeProvider.System, default);
            var stored = await database.Candles.ReadAsync(MarketVictim.Series, new TimeRange(0, long.MaxValue), default).ToListAsync();
            Assert.Equal(Enumerable.Range(0, stored.Count).Select(MarketVictim.Candle), stored);
            var batches = acknowledged.Where(line => line.EndsWith('.')).Max(line => int.Parse(line.TrimEnd('.'), CultureInfo.InvariantCulture)) + 1;
            Assert.True(stored.Count >= (batches + 1) * MarketVictim.Rows / 2, $"Round {round}: {batches} batches were acknowledged, {stored.Count} rows are there.");
        }
    }

    [Fact]
    public async Task Server_KilledUnderWriters_NothingAcknowledgedIsLostAndNothingDoubled()
    {
        await using var database = await MarketDatabase.OpenAsync(Options with { BatchSize = 2 }, TimeProvider.System, default);
        using var stop = new CancellationTokenSource();
        var acknowledged = new int[4];
        var failures = 0;
        var writers = Enumerable.Range(0, acknowledged.Length).Select(writer => Task.Run(async () =>
        {
            // Two writers share each series, so that they also meet on the same rows.
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await database.Candles.UpsertAsync(Series(writer / 2), MarketVictim.Batch(acknowledged[writer]), default);
                    Interlocked.Increment(ref acknowledged[writer]);
                }
                catch (StorageException lost)
                {
                    Assert.Equal(StorageFailure.Unreachable, lost.Failure);
                    Interlocked.Increment(ref failures);
                    await Task.Delay(20);
                }
            }
        })).ToList();
        await ProgressAsync(5);
        for (var round = 0; round < 2; round++)
        {
            var before = Volatile.Read(ref failures);
            await _server.KillAsync();
            await Eventually.TrueAsync(() => Volatile.Read(ref failures) > before, "a writer notices", Patience);
            await _server.StartAgainAsync();
            await ProgressAsync(5);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        for (var series = 0; series < 2; series++)
        {
            var stored = await database.Candles.ReadAsync(Series(series), new TimeRange(0, long.MaxValue), default).ToListAsync();
            Assert.Equal(Enumerable.Range(0, stored.Count).Select(MarketVictim.Candle), stored);
            var batches = Math.Max(acknowledged[series * 2], acknowledged[(series * 2) + 1]);
            Assert.True(stored.Count >= (batches + 1) * MarketVictim.Rows / 2, $"{batches} batches were acknowledged, {stored.Count} rows are there.");
        }

        Task ProgressAsync(int batches)
        {
            var goals = acknowledged.Select(done => done + batches).ToArray();
            return Eventually.TrueAsync(() => acknowledged.Zip(goals).All(pair => pair.First >= pair.Second), "every writer goes on", Patience);
        }
    }

    [Fact]
    public async Task Server_RestartedWhileIdle_NextUseWorksAndTheLockIsHeldAgain()
    {
        await using var database = await MarketDatabase.OpenAsync(Options, TimeProvider.System, default);
        await database.Candles.UpsertAsync(MarketVictim.Series, MarketVictim.Batch(0), default);
        await _server.KillAsync();
        await _server.StartAgainAsync();

        Assert.Equal(MarketVictim.Rows, (await database.Candles.SummariesAsync(default))[0].Count);
        await database.Candles.UpsertAsync(MarketVictim.Series, MarketVictim.Batch(1), default);

        await using var migrator = MarketMigrator.Create(Options, TimeProvider.System);
        Assert.Equal(StorageFailure.Locked, (await RefusalAsync(migrator))?.Failure);
    }

    [Fact]
    public async Task Server_Restarted_WhoIsIdleHoldsTheLockAgain()
    {
        await using var database = await MarketDatabase.OpenAsync(Options, TimeProvider.System, default);
        await _server.KillAsync();
        await _server.StartAgainAsync();

        await using var store = MarketDatabase.Store(Options);
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await using var right = await store.TakeOverAsync(default);
                    return false;
                }
                catch (StorageException refused) when (refused.Failure == StorageFailure.Locked)
                {
                    return true;
                }
            },
            "the lock is held again",
            Patience);
    }

    [Fact]
    public async Task Server_Down_FailsNamingThePlaceAndNoSecret()
    {
        var options = MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = _server.ConnectionString, Schema = _schema, Password = "hush" });
        await using var database = await MarketDatabase.OpenAsync(options, TimeProvider.System, default);
        await _server.StopAsync();

        var unwritten = await Assert.ThrowsAsync<StorageException>(() => database.Candles.UpsertAsync(MarketVictim.Series, MarketVictim.Batch(0), default));
        var unread = await Assert.ThrowsAsync<StorageException>(() => database.Candles.SummariesAsync(default));
        var unopened = await Assert.ThrowsAsync<StorageException>(() => MarketDatabase.OpenAsync(options, TimeProvider.System, default));

        await _server.StartAgainAsync();
        Assert.All([unwritten, unread, unopened], failure =>
        {
            Assert.Equal(StorageFailure.Unreachable, failure.Failure);
            Assert.Contains($"127.0.0.1:{_server.Port}/postgres/{_schema}", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
        });
        Assert.Empty(await database.Candles.SummariesAsync(default));
    }

    [Fact]
    public async Task Migration_WhileAnotherProcessHasItOpen_IsRefusedAndNamesItUntilItIsGone()
    {
        foreach (var (verb, place, options) in new[]
        {
            (MarketVictim.WriteSqlite, _folder.File("held.db"), MarketDatabaseOptions.Sqlite(_folder.File("held.db"))),
            (MarketVictim.WritePostgreSql, $"{_server.ConnectionString} {_schema}", Options),
        })
        {
            using var holder = MarketVictim.Start(verb, place);
            Assert.EndsWith(".", await holder.StandardOutput.ReadLineAsync());
            await using var migrator = MarketMigrator.Create(options, TimeProvider.System);

            var refused = await RefusalAsync(migrator);
            holder.Kill();
            await holder.WaitForExitAsync();

            Assert.Equal(StorageFailure.Locked, refused?.Failure);
            Assert.Contains($"process {holder.Id}", refused!.Message, StringComparison.Ordinal);
            await Eventually.TrueAsync(async () => await RefusalAsync(migrator) is null, "the lock is gone with its process", Patience);
        }
    }

    [Fact]
    public async Task ProcessFromBeforeAMigration_CanNeverWriteAgain()
    {
        using var old = MarketVictim.Start(MarketVictim.WritePostgreSql, $"{_server.ConnectionString} {_schema}");
        Assert.EndsWith(".", await old.StandardOutput.ReadLineAsync());
        await SignalAsync(old.Id, "STOP");

        // The process hangs, its sessions are lost with the server: nothing stands in the way of the migration.
        await _server.KillAsync();
        await _server.StartAgainAsync();
        await using var migrator = MarketMigrator.Create(Options, TimeProvider.System);
        Assert.Null(await RefusalAsync(migrator));
        var before = await RowsAsync();

        await SignalAsync(old.Id, "CONT");
        await Eventually.TrueAsync(async () => await old.StandardOutput.ReadLineAsync() == $"{MarketVictim.Refused} {StorageFailure.OlderVersion}", "the old process is refused", Patience);

        Assert.Equal(before, await RowsAsync());
        old.Kill();
        await old.WaitForExitAsync();
    }

    /// <summary>Takes the last migration back; null where that was done.</summary>
    private static async Task<StorageException?> RefusalAsync(MarketMigrator migrator)
    {
        try
        {
            await migrator.DowngradeAsync(7, default);
            return null;
        }
        catch (StorageException refused)
        {
            return refused;
        }
    }

    private async Task<long> RowsAsync()
    {
        await using var store = MarketDatabase.Store(Options);
        return await store.ReadAsync("read", session => session.ScalarAsync<long>("SELECT count(*) FROM market_candles"), default);
    }

    private static SeriesId Series(int n) => MarketVictim.Series with { Symbol = ActorTrading.Market.Symbol.Parse($"S{n}-USDT") };

    private static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
