using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Sqlite;
using SQLitePCL;

namespace ActorTrading.Storage.Snapshots;

/// <summary>Snapshots in one SQLite file, the newest few per persistence id. A completed save is on the disk.</summary>
public sealed class SqliteSnapshotStore : ISnapshotStore
{
    private readonly SqliteFile<SnapshotReader> _file;
    private readonly Actors.Serialization.Serialization _serialization;
    private readonly int? _keep;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _save;
    private readonly SqliteStatement _prune;
    private readonly SqliteStatement _delete;
    private bool _closed;

    private SqliteSnapshotStore(SqliteFile<SnapshotReader> file, int? keep, Actors.Serialization.Serialization serialization)
    {
        _file = file;
        _keep = keep;
        _serialization = serialization;
        var session = file.Writer;
        _begin = session.Prepare("BEGIN IMMEDIATE");
        _commit = session.Prepare("COMMIT");
        _save = session.Prepare(
            "INSERT OR REPLACE INTO snapshot(persistence_id, sequence_number, created, manifest, snapshot, serializer_id, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _prune = session.Prepare(
            "DELETE FROM snapshot WHERE persistence_id = ?1 AND sequence_number <= "
            + "(SELECT sequence_number FROM snapshot WHERE persistence_id = ?1 ORDER BY sequence_number DESC LIMIT 1 OFFSET ?2)");
        _delete = session.Prepare("DELETE FROM snapshot WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5");
    }

    /// <summary>Opens the file, creating it and its directory if they are missing.</summary>
    /// <exception cref="StorageException">In use by another process, not writable, damaged, or of a newer version.</exception>
    public static SqliteSnapshotStore Open(SqliteSnapshotStoreOptions options, Actors.Serialization.Serialization serialization)
    {
        var file = SqliteFile<SnapshotReader>.Open(options, SnapshotSchema.Value, session => new SnapshotReader(session, serialization));
        try
        {
            return new SqliteSnapshotStore(file, options.Keep, serialization);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The newest match is damaged or cannot be read here.</exception>
    public Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) =>
        _file.ReadAsync(reader => reader.Newest(persistenceId, criteria), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Serialises on the caller's thread before the first await. Older snapshots beyond the number to keep go in the same transaction.</remarks>
    /// <exception cref="System.Runtime.Serialization.SerializationException">No serializer is bound to the snapshot's type.</exception>
    /// <exception cref="StorageException">The write failed; what was stored before is untouched.</exception>
    public async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default)
    {
        var serializer = _serialization.FindSerializerFor(snapshot);
        var manifest = serializer.Manifest(snapshot);
        var bytes = serializer.ToBinary(snapshot);
        await InTransactionAsync(
            () =>
            {
                _save.Bind(1, metadata.PersistenceId);
                _save.Bind(2, metadata.SequenceNr);
                _save.Bind(3, metadata.Timestamp.Ticks);
                _save.Bind(4, manifest);
                _save.Bind(6, serializer.Identifier);
                _save.Bind(7, EventChecksum.Of(metadata.SequenceNr, bytes));
                var code = _save.RunWithBlob(5, bytes);
                if (code != raw.SQLITE_DONE)
                {
                    throw _file.Writer.Failure(code, "write to");
                }

                if (_keep is { } keep)
                {
                    _prune.Bind(1, metadata.PersistenceId);
                    _prune.Bind(2, keep);
                    _prune.Run("write to");
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) => InTransactionAsync(
        () =>
        {
            _delete.Bind(1, persistenceId);
            _delete.Bind(2, criteria.MinSequenceNr);
            _delete.Bind(3, criteria.MaxSequenceNr);
            _delete.Bind(4, (criteria.MinTimestamp ?? DateTime.MinValue).Ticks);
            _delete.Bind(5, criteria.MaxTimeStamp.Ticks);
            _delete.Run("delete from");
        },
        cancellationToken);

    /// <summary>Waits for the write under way, moves the log into the file and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            if (!_closed)
            {
                _closed = true;
                _file.Close();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task InTransactionAsync(Action change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            await Task.Run(() => InTransaction(change), CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void InTransaction(Action change)
    {
        _begin.Run("write to");
        try
        {
            change();
            _commit.Run("write to");
        }
        finally
        {
            if (_file.Writer.InTransaction)
            {
                _ = _file.Writer.Scalar("ROLLBACK");
            }
        }
    }
}
