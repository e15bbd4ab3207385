using System.Text;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>A reading session with its statements. Every page is a query of its own, so that a slow consumer never keeps the log from being emptied.</summary>
internal sealed class JournalReader : IDisposable
{
    private const string Columns = "ordering, persistence_id, sequence_number, created, tags, message, identifier, manifest, writer_uuid, checksum";
    private readonly SqliteSession _session;
    private readonly SqliteJournalOptions _options;
    private readonly Actors.Serialization.Serialization _serialization;
    private readonly SqliteStatement _byId;
    private readonly SqliteStatement _all;
    private readonly SqliteStatement _byTag;
    private readonly SqliteStatement _highest;
    private readonly SqliteStatement _highestOrdering;
    private readonly SqliteStatement _nextId;
    private readonly SqliteStatement _hasEvents;
    private readonly SqliteStatement _size;
    private readonly Utf8Cache _texts = new();

    public JournalReader(SqliteSession session, SqliteJournalOptions options, Actors.Serialization.Serialization serialization)
    {
        _session = session;
        _options = options;
        _serialization = serialization;
        _byId = session.Prepare(
            $"SELECT {Columns} FROM journal WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND deleted = 0 ORDER BY sequence_number LIMIT ?4");
        _all = session.Prepare($"SELECT {Columns} FROM journal WHERE ordering > ?1 AND ordering <= ?4 AND deleted = 0 ORDER BY ordering LIMIT ?2");
        _byTag = session.Prepare(
            "SELECT j.ordering, j.persistence_id, j.sequence_number, j.created, j.tags, j.message, j.identifier, j.manifest, j.writer_uuid, j.checksum "
            + "FROM tags t JOIN journal j ON j.ordering = t.ordering_id WHERE t.tag = ?3 AND t.ordering_id > ?1 AND t.ordering_id <= ?4 AND j.deleted = 0 ORDER BY t.ordering_id LIMIT ?2");
        _highest = session.Prepare("SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1");
        _highestOrdering = session.Prepare("SELECT max(ordering) FROM journal");
        _nextId = session.Prepare("SELECT min(persistence_id) FROM journal WHERE persistence_id > ?1");
        _hasEvents = session.Prepare("SELECT EXISTS(SELECT 1 FROM journal WHERE persistence_id = ?1 AND deleted = 0)");
        _size = session.Prepare("SELECT count(*), coalesce(max(ordering), 0) FROM journal WHERE deleted = 0");
    }

    public JournalPage Events(string persistenceId, long from, long to, long most)
    {
        _byId.Bind(1, persistenceId);
        _byId.Bind(2, from);
        _byId.Bind(3, to);
        return Page(_byId, 4, most, persistenceId);
    }

    /// <summary>Events in the order of all events, with after &lt; ordering ≤ up to.</summary>
    /// <param name="tag">Null for all.</param>
    public JournalPage ByOrdering(string? tag, long after, long upTo)
    {
        var query = tag is null ? _all : _byTag;
        query.Bind(1, after);
        query.Bind(4, upTo);
        if (tag is not null)
        {
            query.Bind(3, tag);
        }

        return Page(query, 2, long.MaxValue, null);
    }

    /// <summary>Of all events, also of those removed: the last of an id is kept as an empty row.</summary>
    public long HighestOrdering() => First(_highestOrdering);

    public long Highest(string persistenceId)
    {
        _highest.Bind(1, persistenceId);
        return First(_highest);
    }

    /// <summary>Ids with events after a given one, in ordinal order, at most a page of them; each costs one index lookup.</summary>
    public List<string> PersistenceIds(string after)
    {
        var found = new List<string>();
        while (found.Count < _options.PageEvents && NextId(after) is { } id)
        {
            after = id;
            _hasEvents.Bind(1, id);
            if (First(_hasEvents) != 0)
            {
                found.Add(id);
            }
        }

        return found;
    }

    public JournalSize Size()
    {
        try
        {
            return _size.Step() ? new JournalSize(_size.Int64(0), _size.Int64(1), Bytes()) : new JournalSize(0, 0, Bytes());
        }
        finally
        {
            _size.Reset();
        }
    }

    public void Dispose() => _session.Dispose();

    private long Bytes() => new[] { _session.Path, _session.Path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    private string? NextId(string after)
    {
        _nextId.Bind(1, after);
        try
        {
            return _nextId.Step() && !_nextId.IsNull(0) ? _nextId.Text(0) : null;
        }
        finally
        {
            _nextId.Reset();
        }
    }

    private static long First(SqliteStatement query)
    {
        try
        {
            return query.Step() ? query.Int64(0) : 0;
        }
        finally
        {
            query.Reset();
        }
    }

    /// <param name="persistenceId">That of every row where it is known: each column read is a call into SQLite.</param>
    private JournalPage Page(SqliteStatement query, int limitIndex, long most, string? persistenceId)
    {
        var limit = Math.Min(_options.PageEvents, most);
        query.Bind(limitIndex, limit);
        var events = new List<PersistentRepr>();
        long bytes = 0;
        try
        {
            while (query.Step())
            {
                events.Add(Decode(query, persistenceId, ref bytes));
                if (bytes >= _options.PagePayloadBytes)
                {
                    return new JournalPage(events, MayHaveMore: true, bytes);
                }
            }
        }
        finally
        {
            query.Reset();
        }

        return new JournalPage(events, events.Count == limit, bytes);
    }

    private PersistentRepr Decode(SqliteStatement row, string? persistenceId, ref long bytes)
    {
        var id = persistenceId ?? _texts.Of(row.Bytes(1));
        var sequenceNr = row.Int64(2);
        var message = row.Bytes(5);
        bytes += message.Length;
        // Rows written by other tools have no checksum.
        var stored = row.Int64(9);
        if (stored != EventChecksum.Of(sequenceNr, message) && !row.IsNull(9))
        {
            throw Unreadable(id, sequenceNr, "its checksum is wrong, so the file was damaged after it was written", null);
        }

        object payload;
        var manifest = _texts.Of(row.Bytes(7));
        try
        {
            payload = _serialization.Deserialize(message, (int)row.Int64(6), manifest);
        }
        catch (Exception cause)
        {
            throw Unreadable(id, sequenceNr, cause.Message, cause);
        }

        var tags = row.Bytes(4) is { IsEmpty: false } joined
            ? Encoding.UTF8.GetString(joined).Split(JournalWrite.TagSeparator, StringSplitOptions.RemoveEmptyEntries)
            : [];
        return new PersistentRepr(payload, sequenceNr, id, _texts.Of(row.Bytes(8)), row.Int64(3), tags, row.Int64(0)) { Manifest = manifest };
    }

    private StorageException Unreadable(string id, long sequenceNr, string why, Exception? cause) =>
        JournalRefusals.Unreadable(id, sequenceNr, _session.Path, why, cause);
}
