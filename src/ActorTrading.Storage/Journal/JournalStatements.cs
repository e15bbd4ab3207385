using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>The writer's prepared statements. What seldom changes from row to row stays bound.</summary>
internal sealed class JournalStatements
{
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly JournalInsert _insert;
    private readonly JournalInsert _insertFenced;
    private readonly SqliteStatement _raise;
    private readonly SqliteStatement _epoch;
    private readonly SqliteStatement _tag;
    private readonly SqliteStatement _undo;
    private readonly SqliteStatement _undoTags;
    private readonly SqliteStatement _highest;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteTags;
    private readonly SqliteStatement _lowest;
    private readonly SqliteStatement _empty;
    private readonly SqliteStatement _emptyTags;

    public JournalStatements(SqliteSession session)
    {
        Session = session;
        _begin = session.Prepare("BEGIN IMMEDIATE");
        _commit = session.Prepare("COMMIT");
        _rollback = session.Prepare("ROLLBACK");
        _insert = JournalInsert.Free(session);
        _insertFenced = JournalInsert.Fenced(session);
        _raise = session.Prepare("INSERT INTO shard_epoch(shard, epoch) VALUES(?1, 1) ON CONFLICT(shard) DO UPDATE SET epoch = epoch + 1");
        _epoch = session.Prepare("SELECT epoch FROM shard_epoch WHERE shard = ?1");
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

    /// <returns>SQLite's result code; done is success, unless the event is fenced and no row was changed.</returns>
    public int Insert(PersistentRepr e, in SerialisedEvent row) => (e.Fence is null ? _insert : _insertFenced).Run(e, row);

    public long RaiseEpoch(string shard)
    {
        _raise.Bind(1, shard);
        _raise.Run("write to");
        return Epoch(shard);
    }

    /// <summary>0 when nobody ever raised it.</summary>
    public long Epoch(string shard) => Number(_epoch, shard);

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

    private static long Number(SqliteStatement query, string key)
    {
        query.Bind(1, key);
        try
        {
            return query.Step() ? query.Int64(0) : 0;
        }
        finally
        {
            query.Reset();
        }
    }
}
