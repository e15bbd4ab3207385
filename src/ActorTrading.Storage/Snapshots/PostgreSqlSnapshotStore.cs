using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Snapshots;

/// <summary>Snapshots in a PostgreSQL database, the newest few per persistence id. A completed save is on the server's disk. A lost connection is replaced.</summary>
public sealed class PostgreSqlSnapshotStore : ISnapshotStore
{
    private const string Matching = "persistence_id = $1 AND sequence_number BETWEEN $2 AND $3 AND created BETWEEN $4 AND $5";
    private readonly PostgreSqlDatabase _database;
    private readonly Actors.Serialization.Serialization _serialization;
    private readonly int _keep;
    private readonly string _newest;
    private readonly string _save;
    private readonly string _delete;

    private PostgreSqlSnapshotStore(PostgreSqlDatabase database, int keep, Actors.Serialization.Serialization serialization)
    {
        _database = database;
        _keep = keep;
        _serialization = serialization;
        var table = database.Schema + ".snapshot";
        _newest = $"SELECT sequence_number, created, manifest, snapshot, serializer_id, checksum FROM {table} WHERE {Matching} ORDER BY sequence_number DESC LIMIT 1";
        _delete = $"DELETE FROM {table} WHERE {Matching}";
        // The new row is not seen by the rest of its statement, hence one less is kept of the others above which it stands.
        _save = $"WITH old AS (DELETE FROM {table} WHERE persistence_id = $1 AND sequence_number <> $2 AND sequence_number <= ("
            + "SELECT sequence_number FROM (SELECT $2 AS sequence_number UNION SELECT sequence_number "
            + $"FROM {table} WHERE persistence_id = $1) s ORDER BY sequence_number DESC LIMIT 1 OFFSET $8)) "
            + $"INSERT INTO {table}(persistence_id, sequence_number, created, manifest, snapshot, serializer_id, checksum) VALUES($1, $2, $3, $4, $5, $6, $7) "
            + "ON CONFLICT(persistence_id, sequence_number) DO UPDATE SET created = excluded.created, manifest = excluded.manifest, "
            + "snapshot = excluded.snapshot, serializer_id = excluded.serializer_id, checksum = excluded.checksum";
    }

    /// <summary>Connects, and creates the schema and its table if they are missing.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StorageException">Not reachable, not permitted, or the table is that of something else.</exception>
    public static async Task<PostgreSqlSnapshotStore> OpenAsync(
        PostgreSqlSnapshotStoreOptions options, Actors.Serialization.Serialization serialization, CancellationToken cancellationToken = default)
    {
        var database = await PostgreSqlDatabase.OpenAsync(options, PostgreSqlSnapshotSchema.Value, cancellationToken);
        return new PostgreSqlSnapshotStore(database, options.Keep ?? int.MaxValue, serialization);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The database cannot be read, or the newest match is damaged or cannot be read here.</exception>
    public Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) => _database.RunAsync(
        "read",
        async (connection, token) =>
        {
            await using var command = Command(connection, _newest, persistenceId, criteria);
            await using var row = await command.ExecuteReaderAsync(token);
            return await row.ReadAsync(token) ? Decode(persistenceId, row) : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Serialises on the caller's thread before the first await. Older snapshots beyond the number to keep go in the same statement.</remarks>
    /// <exception cref="System.Runtime.Serialization.SerializationException">No serializer is bound to the snapshot's type.</exception>
    /// <exception cref="StorageException">The write failed; what was stored before is untouched.</exception>
    public async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default)
    {
        var serializer = _serialization.FindSerializerFor(snapshot);
        var manifest = serializer.Manifest(snapshot);
        var bytes = serializer.ToBinary(snapshot);
        await _database.RunAsync(
            "write to",
            (connection, token) =>
            {
                var command = new NpgsqlCommand(_save, connection);
                Add(command, metadata.PersistenceId);
                Add(command, metadata.SequenceNr);
                Add(command, metadata.Timestamp.Ticks);
                Add(command, manifest);
                Add(command, bytes);
                Add(command, serializer.Identifier);
                Add(command, EventChecksum.Of(metadata.SequenceNr, bytes));
                Add(command, _keep);
                return ExecuteAsync(command, token);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The delete failed; nothing was removed.</exception>
    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) => _database.RunAsync(
        "delete from",
        (connection, token) => ExecuteAsync(Command(connection, _delete, persistenceId, criteria), token),
        cancellationToken);

    /// <summary>Closes the connections; a save under way may still end either way.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var command = new NpgsqlCommand(sql, connection);
        Add(command, persistenceId);
        Add(command, criteria.MinSequenceNr);
        Add(command, criteria.MaxSequenceNr);
        Add(command, (criteria.MinTimestamp ?? DateTime.MinValue).Ticks);
        Add(command, criteria.MaxTimeStamp.Ticks);
        return command;
    }

    private SelectedSnapshot Decode(string persistenceId, NpgsqlDataReader row)
    {
        var metadata = new SnapshotMetadata(persistenceId, row.GetInt64(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc));
        var bytes = row.GetFieldValue<byte[]>(3);
        if (!row.IsDBNull(5) && row.GetInt64(5) != EventChecksum.Of(metadata.SequenceNr, bytes))
        {
            throw SnapshotReader.Unreadable(metadata, _database.Place, "its checksum is wrong, so it was damaged after it was written", null);
        }

        try
        {
            return new SelectedSnapshot(metadata, _serialization.Deserialize(bytes, row.IsDBNull(4) ? 0 : row.GetInt32(4), row.IsDBNull(2) ? "" : row.GetString(2)));
        }
        catch (Exception cause)
        {
            throw SnapshotReader.Unreadable(metadata, _database.Place, cause.Message, cause);
        }
    }
}
