using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Journal;

/// <summary>Reads pages of events. Every page is a query of its own, so that a slow consumer holds neither a connection nor old row versions.</summary>
internal sealed class PostgreSqlReader(PostgreSqlDatabase database, PostgreSqlJournalOptions options, Actors.Serialization.Serialization serialization)
{
    private const string Columns = "j.ordering, j.persistence_id, j.sequence_number, j.created, j.tags, j.message, j.identifier, j.manifest, j.writer_uuid, j.checksum";
    private readonly string _byId =
        $"SELECT {Columns} FROM {database.Schema}.journal j WHERE j.persistence_id = $1 AND j.sequence_number BETWEEN $2 AND $3 AND NOT j.deleted ORDER BY j.sequence_number LIMIT $4";

    private readonly string _all =
        $"SELECT {Columns} FROM {database.Schema}.journal j WHERE j.ordering > $1 AND j.ordering <= $2 AND NOT j.deleted ORDER BY j.ordering LIMIT $3";

    private readonly string _byTag =
        $"SELECT {Columns} FROM {database.Schema}.tags t JOIN {database.Schema}.journal j ON j.ordering = t.ordering_id "
        + "WHERE t.tag = $4 AND t.ordering_id > $1 AND t.ordering_id <= $2 AND NOT j.deleted ORDER BY t.ordering_id LIMIT $3";

    private readonly string _highest = $"SELECT max(sequence_number) FROM {database.Schema}.journal WHERE persistence_id = $1";

    /// <summary>Looks each next id up in the index rather than reading all events.</summary>
    private readonly string _ids =
        $"WITH RECURSIVE ids AS ((SELECT persistence_id AS id FROM {database.Schema}.journal WHERE persistence_id > $1 ORDER BY persistence_id LIMIT 1) UNION ALL "
        + $"SELECT (SELECT j.persistence_id FROM {database.Schema}.journal j WHERE j.persistence_id > ids.id ORDER BY j.persistence_id LIMIT 1) FROM ids WHERE ids.id IS NOT NULL) "
        + $"SELECT id FROM ids WHERE id IS NOT NULL AND EXISTS (SELECT 1 FROM {database.Schema}.journal j WHERE j.persistence_id = ids.id AND NOT j.deleted) LIMIT $2";

    /// <param name="before">The page before this one, if any: were its events large, fewer are asked for.</param>
    public Task<JournalPage> EventsAsync(string persistenceId, long from, long to, long most, JournalPage before, CancellationToken cancellationToken)
    {
        var limit = Math.Min(options.PageEvents, most);
        if (before.PayloadBytes > 0)
        {
            limit = Math.Min(limit, 1 + (options.PagePayloadBytes * before.Events.Count / before.PayloadBytes));
        }

        return ReadAsync(
            async (connection, token) =>
            {
                await using var command = Command(connection, _byId, Text(persistenceId), Number(from), Number(to), Number(limit));
                return await PageAsync(command, limit, token);
            },
            cancellationToken);
    }

    /// <summary>Events in the order of all events, with after &lt; ordering ≤ up to.</summary>
    /// <param name="tag">Null for all.</param>
    public Task<JournalPage> ByOrderingAsync(string? tag, long after, long upTo, CancellationToken cancellationToken) => ReadAsync(
        async (connection, token) =>
        {
            await using var command = tag is null
                ? Command(connection, _all, Number(after), Number(upTo), Number(options.PageEvents))
                : Command(connection, _byTag, Number(after), Number(upTo), Number(options.PageEvents), Text(tag));
            return await PageAsync(command, options.PageEvents, token);
        },
        cancellationToken);

    public Task<long> HighestAsync(string persistenceId, CancellationToken cancellationToken) => ReadAsync(
        async (connection, token) =>
        {
            await using var command = Command(connection, _highest, Text(persistenceId));
            return await command.ExecuteScalarAsync(token) is long highest ? highest : 0;
        },
        cancellationToken);

    /// <summary>Ids with events after a given one, in ordinal order, at most a page of them.</summary>
    public Task<List<string>> PersistenceIdsAsync(string after, CancellationToken cancellationToken) => ReadAsync(
        async (connection, token) =>
        {
            await using var command = Command(connection, _ids, Text(after), Number(options.PageEvents));
            await using var rows = await command.ExecuteReaderAsync(token);
            var found = new List<string>();
            while (await rows.ReadAsync(token))
            {
                found.Add(rows.GetString(0));
            }

            return found;
        },
        cancellationToken);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        database.RunAsync("read", read, cancellationToken);

    private async Task<JournalPage> PageAsync(NpgsqlCommand command, long limit, CancellationToken cancellationToken)
    {
        var events = new List<PersistentRepr>();
        long bytes = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            events.Add(Decode(rows, events.Count == 0 ? null : events[^1], ref bytes));
            if (bytes >= options.PagePayloadBytes)
            {
                return new JournalPage(events, MayHaveMore: true, bytes);
            }
        }

        return new JournalPage(events, events.Count == limit, bytes);
    }

    private PersistentRepr Decode(NpgsqlDataReader row, PersistentRepr? before, ref long bytes)
    {
        var id = Same(row.GetString(1), before?.PersistenceId);
        var sequenceNr = row.GetInt64(2);
        var message = row.GetFieldValue<byte[]>(5);
        bytes += message.Length;
        // Rows written by other tools have no checksum.
        if (!row.IsDBNull(9) && row.GetInt64(9) != EventChecksum.Of(sequenceNr, message))
        {
            throw JournalRefusals.Unreadable(id, sequenceNr, database.Place, "its checksum is wrong, so it was damaged after it was written", null);
        }

        object payload;
        var manifest = row.IsDBNull(7) ? "" : Same(row.GetString(7), before?.Manifest);
        try
        {
            payload = serialization.Deserialize(message, row.IsDBNull(6) ? 0 : row.GetInt32(6), manifest);
        }
        catch (Exception cause)
        {
            throw JournalRefusals.Unreadable(id, sequenceNr, database.Place, cause.Message, cause);
        }

        var tags = row.IsDBNull(4) ? [] : row.GetString(4).Split(JournalWrite.TagSeparator, StringSplitOptions.RemoveEmptyEntries);
        var writer = row.IsDBNull(8) ? "" : Same(row.GetString(8), before?.WriterGuid);
        return new PersistentRepr(payload, sequenceNr, id, writer, row.GetInt64(3), tags, row.GetInt64(0)) { Manifest = manifest };
    }

    /// <summary>One string for the equal ones of neighbouring rows.</summary>
    private static string Same(string read, string? before) => read == before ? before : read;
}
