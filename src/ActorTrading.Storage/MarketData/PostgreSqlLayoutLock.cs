using System.Data;
using System.Globalization;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>Who works with a schema and who changes its layout: an advisory lock of a session of its own, which the server releases when that ends.</summary>
internal sealed class PostgreSqlLayoutLock : IAsyncDisposable
{
    /// <summary>The first half of the lock's key, the same for all schemas.</summary>
    private const int Kind = 0x41544D44;

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly string _place;
    private readonly string _schema;
    private readonly string _key;
    private readonly long _waitMilliseconds;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _closing = new();
    private Task _regaining = Task.CompletedTask;
    private NpgsqlConnection? _held;

    public PostgreSqlLayoutLock(NpgsqlConnectionStringBuilder settings, string schema, string place, TimeSpan wait)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Pooling = false,
            KeepAlive = 2, // seconds; a lost connection is noticed and the lock taken again
            ApplicationName = string.Create(CultureInfo.InvariantCulture, $"{settings.ApplicationName} process {Environment.ProcessId} on {Environment.MachineName}"),
        };
        own.ApplicationName = own.ApplicationName![..Math.Min(63, own.ApplicationName!.Length)];
        _connectionString = own.ConnectionString;
        _place = place;
        _schema = schema;
        _key = string.Create(CultureInfo.InvariantCulture, $"{Kind}, hashtext('{schema}')");
        _waitMilliseconds = Math.Max(1, (long)wait.TotalMilliseconds);
        Share = $"SELECT pg_advisory_xact_lock_shared({_key})";
    }

    /// <summary>The statement that keeps migrations away until the transaction ends, and waits for one that is under way.</summary>
    public string Share { get; }

    /// <summary>Takes the shared lock, or takes it again after its connection was seen to be lost.</summary>
    /// <exception cref="StorageException">A migration is under way, or the server cannot be reached.</exception>
    public Task HoldAsync(CancellationToken cancellationToken) => IsOpen(_held) ? Task.CompletedTask : TakeOnceAsync(_held, cancellationToken);

    /// <summary>Takes the shared lock again where it was held, because its connection may be lost without anybody having seen it.</summary>
    /// <inheritdoc cref="HoldAsync"/>
    public Task HoldAgainAsync(CancellationToken cancellationToken) => _held is { } held ? TakeOnceAsync(held, cancellationToken) : Task.CompletedTask;

    /// <returns>The connection that holds the exclusive lock until it is disposed.</returns>
    /// <exception cref="StorageException">Others hold the lock; the message names them.</exception>
    public Task<NpgsqlConnection> TakeOverAsync(CancellationToken cancellationToken) => TakeAsync($"SELECT pg_advisory_lock({_key})", (long)MarketStore.TakeOverWait.TotalMilliseconds, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _regaining;
        if (_held is { } held)
        {
            _held = null;
            held.StateChange -= OnStateChange;
            await held.DisposeAsync();
        }

        _one.Dispose();
        _closing.Dispose();
    }

    /// <summary>A program that is idle has the lock again a few seconds after its server is back, so that a migration still finds it.</summary>
    private void OnStateChange(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState != ConnectionState.Open && !_closing.IsCancellationRequested)
        {
            _regaining = Task.Run(() => RegainAsync((NpgsqlConnection)sender));
        }
    }

    private async Task RegainAsync(NpgsqlConnection lost)
    {
        try
        {
            while (true)
            {
                try
                {
                    await TakeOnceAsync(lost, _closing.Token);
                    return;
                }
                catch (StorageException)
                {
                    await Task.Delay(TryAgain, _closing.Token); // not back yet, or being migrated
                }
            }
        }
        catch (OperationCanceledException)
        {
            return; // closed meanwhile: nobody needs it any more
        }
    }

    /// <param name="old">The connection to replace; of several callers with the same one the first does it.</param>
    private async Task TakeOnceAsync(NpgsqlConnection? old, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_held != old && IsOpen(_held))
            {
                return;
            }

            if (_held is { } lost)
            {
                // Closed first: should the server not answer, everybody sees that the lock is gone.
                lost.StateChange -= OnStateChange;
                await lost.DisposeAsync();
            }

            _held = await TakeAsync($"SELECT pg_advisory_lock_shared({_key})", _waitMilliseconds, cancellationToken);
            _held.StateChange += OnStateChange;
        }
        finally
        {
            _one.Release();
        }
    }

    private static bool IsOpen(NpgsqlConnection? connection) => connection is { State: ConnectionState.Open };

    private async Task<NpgsqlConnection> TakeAsync(string statement, long milliseconds, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, FormattableString.Invariant($"SET lock_timeout = {milliseconds}"), cancellationToken);
            await ExecuteAsync(connection, statement, cancellationToken);
            await ExecuteAsync(connection, "RESET lock_timeout", cancellationToken);
            return connection;
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await using (connection)
            {
                throw new StorageException(
                    StorageFailure.Locked,
                    _place,
                    $"'{_place}' is in use by {await HoldersAsync(connection, cancellationToken)}. What to do: stop what uses it, and try again.",
                    held);
            }
        }
        catch (Exception cause)
        {
            await connection.DisposeAsync();
            if (PostgreSqlFailures.IsExpected(cause))
            {
                throw PostgreSqlFailures.Describe(cause, _place, PostgreSqlFailures.Open);
            }

            throw;
        }
    }

    private async Task<string> HoldersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT string_agg(DISTINCT concat(nullif(a.application_name, ''), ' (server process ', a.pid, coalesce(', from ' || host(a.client_addr), ''), ')'), ', ')
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database() AND l.objsubid = 2
              AND l.classid = {Kind}::oid AND l.objid = hashtext('{_schema}')::oid AND a.pid <> pg_backend_pid()
            """, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "a session that has just ended";
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
