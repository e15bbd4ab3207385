using ActorTrading.Storage.Files;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.MarketData;

/// <summary>Market data in one SQLite file: one connection writes, any number reads beside it; synchronous=FULL makes every commit wait for the disk.</summary>
internal sealed class SqliteMarketStore : MarketStore
{
    private const int CacheKilobytes = 65_536;
    private const int CheckpointPages = 8192;
    private const int PageBytes = 4096;
    private readonly MarketDatabaseOptions _options;
    private readonly string _readers;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SqliteCandles _candles;
    private SqliteConnection? _writer;
    private DataFileUse? _use;
    private int _disposed;

    public SqliteMarketStore(MarketDatabaseOptions options)
    {
        _options = options;
        Place = options.Path!;
        _candles = new SqliteCandles(Place);
        // May write, though they never do: whoever closes the file last empties its log, which a connection for reading alone cannot.
        _readers = Connection(SqliteOpenMode.ReadWrite, pooled: true);
    }

    public override string Place { get; }

    public override MigrationScripts Scripts => MigrationScripts.Sqlite;

    public override CandleBulk Candles => _candles;

    public override async Task<bool> ExistsAsync(CancellationToken cancellationToken) => File.Exists(Place) && await ReadAsync(
        "open", async session => await session.ScalarAsync<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'") > 0, cancellationToken);

    public override async Task HoldAsync(CancellationToken cancellationToken) => _use ??= await DataFileUse.ShareAsync(Place, _options.LockTimeout, cancellationToken);

    public override async Task<IAsyncDisposable> TakeOverAsync(CancellationToken cancellationToken) => new Right(this, await DataFileUse.TakeOverAsync(Place, TakeOverWait, cancellationToken));

    public override Task<T> ReadAsync<T>(string action, Func<MarketSession, Task<T>> read, CancellationToken cancellationToken) => OnPoolAsync(action, async () =>
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        await using var connection = new SqliteConnection(_readers);
        await connection.OpenAsync(cancellationToken);
        return await read(new MarketSession(connection, null, cancellationToken));
    }, cancellationToken);

    public override Task<T> WriteAsync<T>(string action, Func<MarketSession, Task<T>> write, CancellationToken cancellationToken) => AloneAsync(action, async session =>
    {
        MustBeCurrent(await session.ScalarAsync<long?>(Layout) ?? 0);
        return await write(session);
    }, cancellationToken);

    public override Task MigrateAsync(string action, Func<MarketSession, Task> migrate, CancellationToken cancellationToken) => AloneAsync(action, async session =>
    {
        await migrate(session);
        return true;
    }, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writing.WaitAsync();
        CloseWriter();
        SqliteConnection.ClearPool(new SqliteConnection(_readers));
        _use?.Dispose();
        _writing.Dispose();
    }

    private Task<T> AloneAsync<T>(string action, Func<MarketSession, Task<T>> run, CancellationToken cancellationToken) => OnPoolAsync(action, async () =>
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _writer ??= OpenWriter();
            await using var transaction = _writer.BeginTransaction(deferred: false);
            var result = await run(new MarketSession(_writer, transaction, cancellationToken));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }, cancellationToken);

    /// <summary>On a pool thread, because SQLite's calls wait for the disk.</summary>
    private async Task<T> OnPoolAsync<T>(string action, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(run, cancellationToken);
        }
        catch (SqliteException cause)
        {
            throw SqliteFailures.Describe(cause.SqliteExtendedErrorCode, Place, action, cause.Message);
        }
    }

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(Connection(SqliteOpenMode.ReadWriteCreate, pooled: false));
        try
        {
            connection.Open();
            var mode = Pragma(connection, "journal_mode=WAL") as string;
            if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
            {
                throw new StorageException(StorageFailure.ReadOnly, Place, $"'{Place}' cannot keep a write-ahead log (journal mode stays '{mode}'). What to do: use a local disk, not a network share.");
            }

            Pragma(connection, "synchronous=FULL");
            Pragma(connection, "temp_store=MEMORY");
            Pragma(connection, FormattableString.Invariant($"busy_timeout={(long)_options.LockTimeout.TotalMilliseconds}"));
            Pragma(connection, FormattableString.Invariant($"cache_size={-CacheKilobytes}"));
            Pragma(connection, FormattableString.Invariant($"wal_autocheckpoint={CheckpointPages}"));
            Pragma(connection, FormattableString.Invariant($"journal_size_limit={(long)CheckpointPages * PageBytes}"));
            if (_options.MaxPages > 0)
            {
                Pragma(connection, FormattableString.Invariant($"max_page_count={_options.MaxPages}"));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CloseWriter()
    {
        _candles.Close();
        _writer?.Dispose();
        _writer = null;
    }

    private static object? Pragma(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return command.ExecuteScalar();
    }

    private string Connection(SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = Place,
        Mode = mode,
        Pooling = pooled,
        DefaultTimeout = Math.Max(1, (int)_options.LockTimeout.TotalSeconds), // 0 would wait for ever
    }.ConnectionString;

    /// <summary>Gives the file back to everybody, after the connection that changed it is closed.</summary>
    private sealed class Right(SqliteMarketStore store, DataFileUse held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            store.CloseWriter();
            held.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
