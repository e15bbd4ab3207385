using System.Globalization;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>Market data in one schema of a PostgreSQL server.</summary>
/// <remarks>
/// Who has the database open is told by a shared advisory lock of a session; a migration needs the exclusive one. Since a session can be lost, each
/// transaction that writes takes the lock once more and reads the layout under it: nothing is ever written to a layout that the program does not know.
/// </remarks>
internal sealed class PostgreSqlMarketStore : MarketStore
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlLayoutLock _lock;
    private readonly string _schema;
    private NpgsqlConnection? _migrating;
    private int _disposed;

    public PostgreSqlMarketStore(PostgreSqlOptions options, TimeSpan lockTimeout)
    {
        _schema = options.Schema;
        var settings = options.Parse();
        Place = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}/{options.Schema}");
        settings.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
        settings.Enlist = false;
        settings.NoResetOnClose = true; // no session state is ever changed
        settings.MaxAutoPrepare = 32;
        settings.AutoPrepareMinUsages = 2;
        settings.SearchPath = options.Schema;
        settings.ApplicationName ??= "ActorTrading";
        // A commit is answered when it is on the server's disk, whatever the server's default; short statements gain nothing from compilation.
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c jit=off".TrimStart();
        _source = NpgsqlDataSource.Create(settings);
        _lock = new PostgreSqlLayoutLock(settings, options.Schema, Place, lockTimeout);
    }

    public override string Place { get; }

    public override MigrationScripts Scripts => MigrationScripts.PostgreSql;

    public override CandleBulk Candles { get; } = new PostgreSqlCandles();

    public override Task<bool> ExistsAsync(CancellationToken cancellationToken) => ReadAsync(
        PostgreSqlFailures.Open, session => session.ScalarAsync<bool>($"SELECT to_regclass('\"{_schema}\".schema_migrations') IS NOT NULL"), cancellationToken);

    public override Task HoldAsync(CancellationToken cancellationToken) => _lock.HoldAsync(cancellationToken);

    public override async Task<IAsyncDisposable> TakeOverAsync(CancellationToken cancellationToken)
    {
        _migrating = await _lock.TakeOverAsync(cancellationToken);
        return new Right(this);
    }

    public override async Task<T> ReadAsync<T>(string action, Func<MarketSession, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                await using var connection = await ConnectAsync(cancellationToken);
                return await read(new MarketSession(connection, null, cancellationToken));
            }
            catch (Exception cause) when (PostgreSqlFailures.IsExpected(cause))
            {
                // A connection that was lost since its last use is replaced once.
                if (!again || PostgreSqlFailures.IsUndone(cause))
                {
                    throw PostgreSqlFailures.Describe(cause, Place, action);
                }

                await ConnectAnewAsync(cancellationToken);
            }
        }
    }

    public override async Task<T> WriteAsync<T>(string action, Func<MarketSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var transaction = await BeginAsync(action, cancellationToken);
        await using var connection = transaction.Connection!;
        return await RunAsync(transaction, action, write, cancellationToken);
    }

    public override async Task MigrateAsync(string action, Func<MarketSession, Task> migrate, CancellationToken cancellationToken)
    {
        var connection = _migrating ?? throw new InvalidOperationException("Nobody holds the right to migrate.");
        await RunAsync(await connection.BeginTransactionAsync(cancellationToken), action, async session =>
        {
            await session.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS \"{_schema}\"");
            await migrate(session);
            return true;
        }, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _lock.DisposeAsync();
            await _source.DisposeAsync();
        }
    }

    private ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return _source.OpenConnectionAsync(cancellationToken);
    }

    /// <summary>A connection that stands in a transaction which no migration can come between. Nothing is written yet, so that a lost connection is replaced once.</summary>
    private async Task<NpgsqlTransaction> BeginAsync(string action, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            NpgsqlConnection? connection = null;
            try
            {
                await _lock.HoldAsync(cancellationToken);
                connection = await ConnectAsync(cancellationToken);
                var transaction = await connection.BeginTransactionAsync(cancellationToken);
                MustBeCurrent(await LayoutAsync(connection, cancellationToken));
                return transaction;
            }
            catch (Exception cause)
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                }

                if (!PostgreSqlFailures.IsExpected(cause))
                {
                    throw;
                }

                if (!again || PostgreSqlFailures.IsUndone(cause))
                {
                    throw PostgreSqlFailures.Describe(cause, Place, action);
                }

                await ConnectAnewAsync(cancellationToken);
            }
        }
    }

    /// <summary>Where one connection was lost, the others may be too, and with them the lock.</summary>
    private Task ConnectAnewAsync(CancellationToken cancellationToken)
    {
        _source.Clear();
        return _lock.HoldAgainAsync(cancellationToken);
    }

    private async Task<T> RunAsync<T>(NpgsqlTransaction transaction, string action, Func<MarketSession, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            await using (transaction)
            {
                var result = await run(new MarketSession(transaction.Connection!, transaction, cancellationToken));
                // Once asked for, a commit is waited for: broken off, nobody would know what became of it.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
        }
        catch (Exception cause) when (PostgreSqlFailures.IsExpected(cause))
        {
            throw PostgreSqlFailures.Describe(cause, Place, action);
        }
    }

    /// <summary>One round trip: the lock first, so that the layout is read as it is under it.</summary>
    private async Task<long> LayoutAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(_lock.Share), new(Layout) } };
        await using var answers = await batch.ExecuteReaderAsync(cancellationToken);
        await answers.NextResultAsync(cancellationToken);
        await answers.ReadAsync(cancellationToken);
        return answers.IsDBNull(0) ? 0 : answers.GetInt64(0);
    }

    private sealed class Right(PostgreSqlMarketStore store) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref store._migrating, null) is { } connection)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
