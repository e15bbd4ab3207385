using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Up to which number nothing can appear any more. Numbers are given out before a write commits, so that 8 may be readable while 7 is still to come.
/// A run of numbers without a gap is settled. Behind a gap only the end of those writes helps that were under way when the numbers were seen:
/// an insert locks the table (ROW EXCLUSIVE) before it takes numbers, and keeps the lock until what it wrote is readable or gone. So once none of the
/// transactions that held the lock at that time holds it any more, every number up to the highest one seen is settled, whatever became of it.
/// </summary>
/// <remarks>
/// Transaction ids (pg_snapshot_xmin) would not do: an insert takes its number before it is given a transaction id, and in between no snapshot knows of it.
/// The sequence must not be cached per session (CACHE 1, the default), and the server must be the primary: a standby does not show the locks of writers.
/// </remarks>
internal sealed class PostgreSqlHorizon(PostgreSqlDatabase database)
{
    /// <summary>Rows looked at for gaps in one go; a longer way is made by waiting for the writers, or in steps.</summary>
    private const int RunLength = 10_000;

    private readonly string _seen =
        $"SELECT (SELECT coalesce(max(ordering), 0) FROM {database.Schema}.journal), (SELECT coalesce(max(ordering) FILTER (WHERE ordering - nr = $1), $1) FROM (SELECT ordering, row_number() OVER (ORDER BY ordering) AS nr "
        + $"FROM (SELECT ordering FROM {database.Schema}.journal WHERE ordering > $1 ORDER BY ordering LIMIT {RunLength}) near) run)";

    private readonly string _writers =
        "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted "
        + $"AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND relation = '{database.Schema}.journal'::regclass";

    private readonly Lock _gate = new();
    private Task<JournalHorizon> _running = Task.FromResult(default(JournalHorizon));
    private Task<JournalHorizon>? _queued;
    private HashSet<string> _awaited = [];
    private long _awaitedHighest;
    private JournalHorizon _horizon;

    /// <summary>Callers at the same time share one look at the database, which begins after they asked.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public Task<JournalHorizon> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _queued ??= RunAfterAsync(_running);
            return _queued.WaitAsync(cancellationToken);
        }
    }

    private async Task<JournalHorizon> RunAfterAsync(Task before)
    {
        // The error of the one before has been told to those who waited for it.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            (_running, _queued) = (_queued!, null);
        }

        return _horizon = await database.RunAsync("read", LookAsync, CancellationToken.None);
    }

    private async Task<JournalHorizon> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (highest, run) = await SeenAsync(connection, cancellationToken);
        var settled = Math.Max(run, _horizon.Settled);
        if (settled < highest)
        {
            // After the numbers were seen, so that whoever took one of them is among them or has ended.
            var writers = await WritersAsync(connection, cancellationToken);
            _awaited.IntersectWith(writers);
            if (_awaited.Count == 0)
            {
                settled = Math.Max(settled, _awaitedHighest);
                (_awaited, _awaitedHighest) = (writers, highest);
                settled = writers.Count == 0 ? highest : settled;
            }
        }

        return new JournalHorizon(settled, Math.Max(highest, settled));
    }

    private async Task<(long Highest, long Run)> SeenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_seen, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _horizon.Settled });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    private async Task<HashSet<string>> WritersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_writers, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
