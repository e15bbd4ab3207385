using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>The prepared statement that stores one event. What seldom changes from row to row stays bound.</summary>
internal sealed class JournalInsert
{
    private const string Into =
        "INSERT INTO journal(deleted, persistence_id, sequence_number, created, tags, message, identifier, manifest, writer_uuid, checksum, epoch) ";

    private readonly SqliteStatement _insert;
    private readonly string?[] _bound = new string?[12];
    private int? _boundIdentifier;

    private JournalInsert(SqliteStatement insert) => _insert = insert;

    public static JournalInsert Free(SqliteSession session) => new(session.Prepare(Into + "VALUES(0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)"));

    /// <summary>Changes no row when the shard has a higher epoch.</summary>
    public static JournalInsert Fenced(SqliteSession session) => new(session.Prepare(
        Into + "SELECT 0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (SELECT 1 FROM shard_epoch WHERE shard = ?11 AND epoch > ?10)"));

    /// <returns>SQLite's result code; done is success.</returns>
    public int Run(PersistentRepr e, in SerialisedEvent row)
    {
        Bind(1, e.PersistenceId);
        _insert.Bind(2, e.SequenceNr);
        _insert.Bind(3, e.Timestamp);
        Bind(4, row.Tags);
        if (_boundIdentifier != row.Identifier)
        {
            _insert.Bind(6, row.Identifier);
            _boundIdentifier = row.Identifier;
        }

        Bind(7, row.Manifest);
        Bind(8, e.WriterGuid);
        _insert.Bind(9, row.Checksum);
        if (e.Fence is { } fence)
        {
            _insert.Bind(10, fence.Epoch);
            Bind(11, fence.Shard);
        }

        return _insert.RunWithBlob(5, row.Message);
    }

    private void Bind(int index, string? value)
    {
        if (!ReferenceEquals(_bound[index], value))
        {
            _insert.Bind(index, value);
            _bound[index] = value;
        }
    }
}
