using System.Globalization;
using Npgsql;

namespace ActorTrading.Storage.PostgreSql;

/// <summary>The connections of one store, and its tables.</summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private const int PreparedStatements = 32;
    private readonly PostgreSqlOptions _options;
    private readonly NpgsqlDataSource _source;
    private int _disposed;

    private PostgreSqlDatabase(PostgreSqlOptions options)
    {
        _options = options;
        var settings = options.Parse();
        Place = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}/{options.Schema}");
        settings.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
        settings.Enlist = false;
        settings.NoResetOnClose = true; // no session state is ever changed
        settings.MaxAutoPrepare = PreparedStatements;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "ActorTrading";
        // A commit is answered when it is on the server's disk, whatever the server's default; short statements gain nothing from compilation.
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c jit=off".TrimStart();
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Server, database and schema, for messages; no secrets.</summary>
    public string Place { get; }

    /// <summary>Quoted, for statements.</summary>
    public string Schema => $"\"{_options.Schema}\"";

    /// <exception cref="StorageException">Not reachable, not permitted, or the tables are those of something else.</exception>
    public static async Task<PostgreSqlDatabase> OpenAsync(PostgreSqlOptions options, PostgreSqlSchema schema, CancellationToken cancellationToken)
    {
        options.Validate();
        var database = new PostgreSqlDatabase(options);
        try
        {
            await database.CreateOrCheckAsync(schema, cancellationToken);
            return database;
        }
        catch (Exception cause)
        {
            await database.DisposeAsync();
            if (PostgreSqlFailures.IsExpected(cause))
            {
                throw PostgreSqlFailures.Describe(cause, database.Place, PostgreSqlFailures.Open);
            }

            throw;
        }
    }

    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return _source.OpenConnectionAsync(cancellationToken);
    }

    /// <summary>Runs something that can be repeated without harm; a connection that was lost since its last use is replaced once.</summary>
    /// <param name="action">For the sentence "Cannot (action) 'place'".</param>
    /// <exception cref="StorageException">It failed.</exception>
    public async Task<T> RunAsync<T>(string action, Func<NpgsqlConnection, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                await using var connection = await ConnectAsync(cancellationToken);
                return await run(connection, cancellationToken);
            }
            catch (Exception cause) when (PostgreSqlFailures.IsExpected(cause))
            {
                if (!again || PostgreSqlFailures.IsUndone(cause))
                {
                    throw PostgreSqlFailures.Describe(cause, Place, action);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _source.DisposeAsync();
        }
    }

    private async Task CreateOrCheckAsync(PostgreSqlSchema schema, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Nodes that start together must not create the same tables at once.
        await ScalarAsync(connection, $"SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('actortrading'), hashtext('{_options.Schema}'))) held", cancellationToken);
        if (await ScalarAsync(connection, $"SELECT 1 FROM pg_namespace WHERE nspname = '{_options.Schema}'", cancellationToken) is null)
        {
            await ScalarAsync(connection, $"CREATE SCHEMA {Schema}", cancellationToken);
        }

        var exists = await ScalarAsync(connection, $"SELECT 1 WHERE to_regclass('{Schema}.{schema.Table}') IS NOT NULL", cancellationToken) is not null;
        if (!exists)
        {
            await ScalarAsync(connection, string.Format(CultureInfo.InvariantCulture, schema.Tables, Schema), cancellationToken);
            await ScalarAsync(connection, $"COMMENT ON TABLE {Schema}.{schema.Table} IS '{schema.Mark(schema.Version)}'", cancellationToken);
        }
        else
        {
            Check(schema, await ScalarAsync(connection, $"SELECT obj_description('{Schema}.{schema.Table}'::regclass)", cancellationToken) as string);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private void Check(PostgreSqlSchema schema, string? found)
    {
        if (found == schema.Mark(schema.Version))
        {
            return;
        }

        throw found is not null && found.StartsWith($"actortrading {schema.Table} layout ", StringComparison.Ordinal)
            ? new StorageException(
                StorageFailure.NewerVersion,
                Place,
                $"'{Place}' has '{found}', this program knows '{schema.Mark(schema.Version)}'. What to do: run the newer program, or restore a backup made by this one.")
            : new StorageException(
                StorageFailure.Corrupt,
                Place,
                $"'{Place}' has a table '{schema.Table}' of something else (its comment is '{found}', expected '{schema.Mark(schema.Version)}'). What to do: give the node another schema.");
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }
}
