using System.Globalization;

namespace ActorTrading.Storage.MarketData.Migrations;

/// <summary>
/// Changes the layout of a market database, each migration in a transaction of its own. Nothing is changed while anyone has the database open;
/// of two that start at once one waits or is refused, so that running twice is the same as running once.
/// </summary>
public sealed class MarketMigrator : IAsyncDisposable
{
    private const string Read = "read the layout of";
    private const string History = "SELECT number AS Number, name AS Name, checksum AS Checksum, applied_at AS AppliedAt FROM schema_migrations ORDER BY number";
    private const string Table =
        "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    private readonly MarketStore _store;
    private readonly TimeProvider _time;

    private MarketMigrator(MarketStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>The file, or the server's address, database and schema; no secrets.</summary>
    public string Place => _store.Place;

    /// <summary>All migrations this program knows, ascending.</summary>
    public IReadOnlyList<Migration> Known => _store.Scripts.All;

    /// <summary>Connects to nothing yet.</summary>
    public static MarketMigrator Create(MarketDatabaseOptions options, TimeProvider time)
    {
        options.Validate();
        return new MarketMigrator(MarketDatabase.Store(options), time);
    }

    /// <summary>What was applied, ascending; empty where there is no database yet. Changes nothing.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public Task<IReadOnlyList<AppliedMigration>> HistoryAsync(CancellationToken cancellationToken) => HistoryAsync(_store, cancellationToken);

    /// <summary>Applies what is missing.</summary>
    /// <returns>What was applied; empty where nothing was missing.</returns>
    /// <exception cref="StorageException">In use by others, newer than this program, or a script was changed after it was run.</exception>
    public async Task<IReadOnlyList<Migration>> UpgradeAsync(CancellationToken cancellationToken)
    {
        if ((await PendingAsync(cancellationToken)).Count == 0)
        {
            return [];
        }

        await using var right = await _store.TakeOverAsync(cancellationToken);
        return await UpgradeAsync(_store, _time, cancellationToken);
    }

    /// <summary>What an upgrade would apply.</summary>
    /// <inheritdoc cref="UpgradeAsync(CancellationToken)"/>
    public async Task<IReadOnlyList<Migration>> PendingAsync(CancellationToken cancellationToken)
    {
        var applied = await HistoryAsync(cancellationToken);
        MustBeKnown(_store, applied);
        return [.. Known.Skip(applied.Count)];
    }

    /// <summary>Takes back the newest migrations; the tables they brought go, with all rows in them.</summary>
    /// <param name="to">The number that stays the newest; 0 takes back all.</param>
    /// <returns>What was taken back, the newest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is no number of a migration.</exception>
    /// <exception cref="StorageException">In use by others, newer than this program, or a script was changed after it was run.</exception>
    public async Task<IReadOnlyList<Migration>> DowngradeAsync(int to, CancellationToken cancellationToken)
    {
        if ((await BeyondAsync(to, cancellationToken)).Count == 0)
        {
            return [];
        }

        await using var right = await _store.TakeOverAsync(cancellationToken);
        var back = await BeyondAsync(to, cancellationToken);
        foreach (var migration in back)
        {
            await _store.MigrateAsync($"take back migration {migration.Number} {migration.Name} of", async session =>
            {
                await session.ExecuteAsync(migration.Down, isLong: true);
                await session.ExecuteAsync("DELETE FROM schema_migrations WHERE number = @Number", new { migration.Number });
            }, cancellationToken);
        }

        return back;
    }

    /// <summary>What a downgrade would take back, the newest first.</summary>
    /// <inheritdoc cref="DowngradeAsync"/>
    public async Task<IReadOnlyList<Migration>> BeyondAsync(int to, CancellationToken cancellationToken)
    {
        if (to < 0 || to > _store.Scripts.Latest)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The number of a migration is from 0 to {_store.Scripts.Latest}.");
        }

        var applied = await HistoryAsync(cancellationToken);
        MustBeKnown(_store, applied);
        return [.. Known.Take(applied.Count).Skip(to).Reverse()];
    }

    /// <summary>The tables with rows in them that a downgrade would take away. Counts every row.</summary>
    /// <inheritdoc cref="DowngradeAsync"/>
    public async Task<IReadOnlyList<RowsLost>> RowsBeyondAsync(int to, CancellationToken cancellationToken)
    {
        List<RowsLost> lost = [];
        foreach (var table in (await BeyondAsync(to, cancellationToken)).SelectMany(migration => migration.TablesDropped))
        {
            var rows = await _store.ReadAsync(Read, session => session.ScalarAsync<long>($"SELECT count(*) FROM {table}"), cancellationToken);
            if (rows > 0)
            {
                lost.Add(new RowsLost(table, rows));
            }
        }

        return lost;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A database without any tables gets all of them, in one transaction; programs that start together wait for each other.</summary>
    internal static async Task CreateIfEmptyAsync(MarketStore store, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; (await HistoryAsync(store, cancellationToken)).Count == 0; waited += MarketStore.TakeOverWait)
        {
            try
            {
                await using var right = await store.TakeOverAsync(cancellationToken);
                if ((await HistoryAsync(store, cancellationToken)).Count == 0)
                {
                    await store.MigrateAsync("make the tables of", async session =>
                    {
                        foreach (var migration in store.Scripts.All)
                        {
                            await ApplyAsync(session, migration, time);
                        }
                    }, cancellationToken);
                }
            }
            catch (StorageException held) when (held.Failure == StorageFailure.Locked && waited < patience)
            {
                continue; // somebody else makes the tables
            }
        }
    }

    /// <exception cref="StorageException">The layout is older or newer than this program's, or a script was changed.</exception>
    internal static async Task MustBeCurrentAsync(MarketStore store, CancellationToken cancellationToken)
    {
        var applied = await HistoryAsync(store, cancellationToken);
        MustBeKnown(store, applied);
        if (applied.Count < store.Scripts.Latest)
        {
            throw Older(store.Place, applied.Count, store.Scripts.Latest);
        }
    }

    internal static StorageException Newer(string place, long found, int known) => new(
        StorageFailure.NewerVersion,
        place,
        $"'{place}' has layout {found}, this program knows {known}. What to do: run the newer program, or let the newer program take its layout back with 'actortrading db downgrade --to {known}'.");

    internal static StorageException Older(string place, long found, int known) => new(
        StorageFailure.OlderVersion,
        place,
        $"'{place}' has layout {found}, this program needs {known}. What to do: stop every node that uses it, make a backup, and run 'actortrading db upgrade'.");

    private static async Task<IReadOnlyList<AppliedMigration>> HistoryAsync(MarketStore store, CancellationToken cancellationToken) =>
        await store.ExistsAsync(cancellationToken)
            ? await store.ReadAsync(Read, session => session.QueryAsync<AppliedMigration>(History), cancellationToken)
            : [];

    private static void MustBeKnown(MarketStore store, IReadOnlyList<AppliedMigration> applied)
    {
        if (applied.Count > 0 && applied[^1].Number > store.Scripts.Latest)
        {
            throw Newer(store.Place, applied[^1].Number, store.Scripts.Latest);
        }

        foreach (var (was, expected) in applied.Zip(store.Scripts.All))
        {
            if (was.Number != expected.Number || was.Name != expected.Name || was.Checksum != expected.Checksum)
            {
                throw new StorageException(
                    StorageFailure.Corrupt,
                    store.Place,
                    string.Create(CultureInfo.InvariantCulture, $"'{store.Place}' was made by migration {was.Number} {was.Name} with checksum {was.Checksum[..Math.Min(12, was.Checksum.Length)]}; this program has {expected.Number} {expected.Name} with {expected.Checksum[..12]}: the script was changed after it was run. What to do: run the program that made the tables, or restore a backup made by this one."));
            }
        }
    }

    private static async Task<IReadOnlyList<Migration>> UpgradeAsync(MarketStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var applied = await HistoryAsync(store, cancellationToken);
        MustBeKnown(store, applied);
        List<Migration> missing = [.. store.Scripts.All.Skip(applied.Count)];
        foreach (var migration in missing)
        {
            await store.MigrateAsync(
                $"apply migration {migration.Number} {migration.Name} to", session => ApplyAsync(session, migration, time), cancellationToken);
        }

        return missing;
    }

    private static async Task ApplyAsync(MarketSession session, Migration migration, TimeProvider time)
    {
        await session.ExecuteAsync(Table);
        await session.ExecuteAsync(migration.Up, isLong: true);
        await session.ExecuteAsync(
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (@Number, @Name, @Checksum, @At)",
            new { migration.Number, migration.Name, migration.Checksum, At = Micros(time) });
    }

    private static long Micros(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
