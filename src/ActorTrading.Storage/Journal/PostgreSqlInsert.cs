using Npgsql;
using NpgsqlTypes;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Stores the writes of many callers by one prepared statement in one round trip, commit included: the columns travel as
/// arrays. All or nothing; what the fence checks, the statement itself checks.
/// </summary>
/// <remarks>
/// The epoch rows are read FOR SHARE: a raise waits until the statement has committed, and a statement that waited for a
/// raise sees the raised epoch. A shard without a row cannot be locked and therefore counts as a refusal, too; the caller
/// makes the row and tries again.
/// </remarks>
internal sealed class PostgreSqlInsert : IDisposable
{
    private readonly NpgsqlCommand _command;
    private readonly bool _tagged;
    private readonly bool _fenced;
    private readonly List<string> _ids = [];
    private readonly List<long> _numbers = [];
    private readonly List<long> _created = [];
    private readonly List<string?> _tags = [];
    private readonly List<byte[]> _messages = [];
    private readonly List<int> _identifiers = [];
    private readonly List<string> _manifests = [];
    private readonly List<string> _writers = [];
    private readonly List<long> _checksums = [];
    private readonly List<long?> _epochs = [];
    private readonly List<string> _shards = [];
    private readonly List<long> _shardEpochs = [];
    private readonly Dictionary<string, long> _lowest = new(StringComparer.Ordinal);

    private PostgreSqlInsert(NpgsqlConnection connection, string schema, bool tagged, bool fenced)
    {
        _tagged = tagged;
        _fenced = fenced;
        _command = new NpgsqlCommand(Sql(schema, tagged, fenced), connection);
        Add(NpgsqlDbType.Text, _ids);
        Add(NpgsqlDbType.Bigint, _numbers);
        Add(NpgsqlDbType.Bigint, _created);
        Add(NpgsqlDbType.Bytea, _messages);
        Add(NpgsqlDbType.Integer, _identifiers);
        Add(NpgsqlDbType.Text, _manifests);
        Add(NpgsqlDbType.Text, _writers);
        Add(NpgsqlDbType.Bigint, _checksums);
        if (tagged)
        {
            Add(NpgsqlDbType.Text, _tags);
        }

        if (fenced)
        {
            Add(NpgsqlDbType.Bigint, _epochs);
            Add(NpgsqlDbType.Text, _shards);
            Add(NpgsqlDbType.Bigint, _shardEpochs);
        }
    }

    public static async Task<PostgreSqlInsert> PrepareAsync(NpgsqlConnection connection, string schema, bool tagged, bool fenced)
    {
        var insert = new PostgreSqlInsert(connection, schema, tagged, fenced);
        await insert._command.PrepareAsync();
        return insert;
    }

    /// <returns>False when a fence refused them: nothing is stored.</returns>
    public async Task<bool> RunAsync(IEnumerable<JournalWrite> writes)
    {
        foreach (var write in writes)
        {
            Add(write);
        }

        try
        {
            return _tagged
                ? await _command.ExecuteScalarAsync() is long stored && stored == _ids.Count
                : await _command.ExecuteNonQueryAsync() == _ids.Count;
        }
        finally
        {
            Clear();
        }
    }

    public void Dispose() => _command.Dispose();

    private static string Sql(string schema, bool tagged, bool fenced)
    {
        // $1 to $8 are always there; tags and fences number theirs from behind.
        var tags = tagged ? "$9" : null;
        var epochs = fenced ? tagged ? "$10" : "$9" : null;
        var (shards, own) = tagged ? ("$11", "$12") : ("$10", "$11");
        var insert = $"INSERT INTO {schema}.journal(deleted, persistence_id, sequence_number, created, message, identifier, manifest, writer_uuid, checksum"
            + (tagged ? ", tags" : "") + (fenced ? ", epoch" : "") + ") SELECT false, e.* FROM unnest($1, $2, $3, $4, $5, $6, $7, $8"
            + (tagged ? ", " + tags : "") + (fenced ? ", " + epochs : "") + ") e"
            + (fenced ? " WHERE (SELECT fine FROM fence)" : "");
        var fence = $"held AS MATERIALIZED (SELECT shard, epoch FROM {schema}.shard_epoch WHERE shard = ANY({shards}) ORDER BY shard FOR SHARE), "
            + $"fence AS MATERIALIZED (SELECT count(*) FILTER (WHERE own.epoch >= held.epoch) = cardinality({shards}) AS fine "
            + $"FROM held JOIN unnest({shards}, {own}) own(shard, epoch) ON own.shard = held.shard)";
        if (!tagged)
        {
            return fenced ? $"WITH {fence} {insert}" : insert;
        }

        return $"WITH {(fenced ? fence + ", " : "")}stored AS ({insert} RETURNING ordering, persistence_id, sequence_number, tags), "
            + $"tagged AS (INSERT INTO {schema}.tags(ordering_id, tag, sequence_nr, persistence_id) "
            + "SELECT ordering, tag, sequence_number, persistence_id FROM stored, unnest(string_to_array(trim(BOTH ';' FROM tags), ';')) tag "
            + "ON CONFLICT DO NOTHING) SELECT count(*) FROM stored";
    }

    private void Add<T>(NpgsqlDbType element, List<T> values) =>
        _command.Parameters.Add(new NpgsqlParameter<List<T>> { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values });

    private void Add(JournalWrite write)
    {
        for (var i = 0; i < write.Rows.Length; i++)
        {
            var e = write.Events[i];
            ref readonly var row = ref write.Rows[i];
            _ids.Add(e.PersistenceId);
            _numbers.Add(e.SequenceNr);
            _created.Add(e.Timestamp);
            _messages.Add(row.Message);
            _identifiers.Add(row.Identifier);
            _manifests.Add(row.Manifest);
            _writers.Add(e.WriterGuid);
            _checksums.Add(row.Checksum);
            if (_tagged)
            {
                _tags.Add(row.Tags);
            }

            if (_fenced)
            {
                _epochs.Add(e.Fence?.Epoch);
            }
        }

        if (write.Fence is { } fence)
        {
            // The lowest of a shard decides: were it refused alone, so is the group, and each is tried by itself.
            _lowest[fence.Shard] = _lowest.TryGetValue(fence.Shard, out var lowest) ? Math.Min(lowest, fence.Epoch) : fence.Epoch;
        }

        if (_fenced)
        {
            _shards.Clear();
            _shardEpochs.Clear();
            _shards.AddRange(_lowest.Keys);
            _shardEpochs.AddRange(_lowest.Values);
        }
    }

    private void Clear()
    {
        _ids.Clear();
        _numbers.Clear();
        _created.Clear();
        _tags.Clear();
        _messages.Clear();
        _identifiers.Clear();
        _manifests.Clear();
        _writers.Clear();
        _checksums.Clear();
        _epochs.Clear();
        _shards.Clear();
        _shardEpochs.Clear();
        _lowest.Clear();
    }
}
