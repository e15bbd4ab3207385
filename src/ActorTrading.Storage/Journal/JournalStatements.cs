using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>The writer's prepared statements. What seldom changes from row to row stays bound.</summary>
internal sealed class JournalStatements
{
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _tag;
    private readonly SqliteStatement _undo;
    private readonly SqliteStatement _undoTags;
    private readonly SqliteStatement _highest;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteTags;
    private readonly SqliteStatement _lowest;
    private readonly SqliteStatement _empty;
    private readonly SqliteStatement _emptyTags;
    private readonly string?[] _bound = new string?[10];
    private int? _boundIdentifier;

    public JournalStatements(SqliteSession session)
    {
        Session = session;
        _begin = session.Prepare("BEGIN IMMEDIATE");
        _commit = session.Prepare("COMMIT");
        _rollback = session.Prepare("ROLLBACK");
        _insert = session.Prepare(
            "INSERT INTO journal(deleted, persistence_id, sequence_number, created, tags, message, identifier, manifest, writer_uuid, checksum) VALUES(0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _tag = session.Prepare("INSERT OR IGNORE INTO tags(ordering_id, tag, sequence_nr, persistence_id) VALUES(?1, ?2, ?3, ?4)");
        _undo = session.Prepare("DELETE FROM journal WHERE ordering >= ?1");
        _undoTags = session.Prepare("DELETE FROM tags WHERE ordering_id >= ?1");
        _highest = session.Prepare("SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1");
        _lowest = session.Prepare("SELECT min(sequence_number) FROM journal WHERE persistence_id = ?1");
        _delete = session.Prepare("DELETE FROM journal WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3");
        _deleteTags = session.Prepare(
            "DELETE FROM tags WHERE ordering_id IN (SELECT ordering FROM journal WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3)");
        _empty = session.Prepare(
            "UPDATE journal SET deleted = 1, message = x'', tags = NULL, checksum = NULL WHERE persistence_id = ?1 AND sequence_number = ?2");
        _emptyTags = session.Prepare(
            "DELETE FROM tags WHERE ordering_id IN (SELECT ordering FROM journal WHERE persistence_id = ?1 AND sequence_number = ?2)");
    }

    public SqliteSession Session { get; }

    public void Begin() => _begin.Run("write to");

    public void Commit() => _commit.Run("write to");

    /// <summary>Undoes the open transaction, unless SQLite already did.</summary>
    public void Rollback()
    {
        if (Session.InTransaction)
        {
            _rollback.Run("roll back a write to");
        }
    }

    /// <returns>SQLite's result code; done is success.</returns>
    public int Insert(PersistentRepr e, in SerialisedEvent row)
    {
        Bind(1, e.PersistenceId);
        _insert.Bind(2, e.SequenceNr);
        _insert.Bind(3, e.Timestamp);
        Bind(4, row.Tags);
        Bind(6, row.Identifier);
        Bind(7, row.Manifest);
        Bind(8, e.WriterGuid);
        _insert.Bind(9, row.Checksum);
        return _insert.RunWithBlob(5, row.Message);
    }

    public void InsertTags(PersistentRepr e, long ordering)
    {
        foreach (var tag in e.Tags)
        {
            _tag.Bind(1, ordering);
            _tag.Bind(2, tag);
            _tag.Bind(3, e.SequenceNr);
            _tag.Bind(4, e.PersistenceId);
            _tag.Run("write to");
        }
    }

    /// <summary>Takes back the rows of the task at hand, which are the last ones.</summary>
    public void Undo(long firstOrdering)
    {
        _undo.Bind(1, firstOrdering);
        _undo.Run("write to");
        _undoTags.Bind(1, firstOrdering);
        _undoTags.Run("write to");
    }

    public long Highest(string persistenceId) => Number(_highest, persistenceId);

    /// <summary>Removes up to <paramref name="most"/> numbers below a bound.</summary>
    /// <returns>Whether more remain.</returns>
    public bool DeleteBelow(string persistenceId, long bound, int most)
    {
        var from = Number(_lowest, persistenceId);
        if (from >= bound || from == 0)
        {
            return false;
        }

        var to = Math.Min(bound - 1, from + most - 1);
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_deleteTags, _delete])
        {
            statement.Bind(1, persistenceId);
            statement.Bind(2, from);
            statement.Bind(3, to);
            statement.Run("delete from");
        }

        return to < bound - 1;
    }

    /// <summary>Leaves of an event only the fact that its number was used.</summary>
    public void Empty(string persistenceId, long sequenceNr)
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_emptyTags, _empty])
        {
            statement.Bind(1, persistenceId);
            statement.Bind(2, sequenceNr);
            statement.Run("delete from");
        }
    }

    private static long Number(SqliteStatement query, string persistenceId)
    {
        query.Bind(1, persistenceId);
        try
        {
            return query.Step() ? query.Int64(0) : 0;
        }
        finally
        {
            query.Reset();
        }
    }

    private void Bind(int index, int identifier)
    {
        if (_boundIdentifier != identifier)
        {
            _insert.Bind(index, identifier);
            _boundIdentifier = identifier;
        }
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
