using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Snapshots;

internal sealed class SnapshotReader(SqliteSession session, Actors.Serialization.Serialization serialization) : IDisposable
{
    private readonly SqliteStatement _newest = session.Prepare(
        "SELECT sequence_number, created, manifest, snapshot, serializer_id, checksum FROM snapshot "
        + "WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5 ORDER BY sequence_number DESC LIMIT 1");

    public SelectedSnapshot? Newest(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        _newest.Bind(1, persistenceId);
        _newest.Bind(2, criteria.MinSequenceNr);
        _newest.Bind(3, criteria.MaxSequenceNr);
        _newest.Bind(4, (criteria.MinTimestamp ?? DateTime.MinValue).Ticks);
        _newest.Bind(5, criteria.MaxTimeStamp.Ticks);
        try
        {
            return _newest.Step() ? Decode(persistenceId) : null;
        }
        finally
        {
            _newest.Reset();
        }
    }

    /// <summary>A snapshot that is stored but cannot be given back.</summary>
    public static StorageException Unreadable(SnapshotMetadata metadata, string place, string why, Exception? cause) => new(
        StorageFailure.Corrupt,
        place,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Snapshot {metadata.SequenceNr} of '{metadata.PersistenceId}' in '{place}' cannot be read: {why}. What to do: delete this snapshot; the actor then recovers from the one before it and the journal."),
        cause);

    public void Dispose() => session.Dispose();

    private SelectedSnapshot Decode(string persistenceId)
    {
        var metadata = new SnapshotMetadata(persistenceId, _newest.Int64(0), new DateTime(_newest.Int64(1), DateTimeKind.Utc));
        var bytes = _newest.Bytes(3);
        if (_newest.Int64(5) != EventChecksum.Of(metadata.SequenceNr, bytes) && !_newest.IsNull(5))
        {
            throw Unreadable(metadata, session.Path, "its checksum is wrong, so the file was damaged after it was written", null);
        }

        try
        {
            return new SelectedSnapshot(metadata, serialization.Deserialize(bytes, (int)_newest.Int64(4), _newest.Text(2)));
        }
        catch (Exception cause)
        {
            throw Unreadable(metadata, session.Path, cause.Message, cause);
        }
    }
}
