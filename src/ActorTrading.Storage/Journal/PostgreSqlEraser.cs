using ActorTrading.Storage.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// Removes the oldest events of a persistence id, some thousand per transaction. The newest row is never removed, only
/// emptied and marked deleted: it keeps the highest sequence number.
/// </summary>
internal sealed class PostgreSqlEraser(PostgreSqlDatabase database)
{
    private const int RowsAtOnce = 4096;
    private readonly string _highest = $"SELECT max(sequence_number) FROM {database.Schema}.journal WHERE persistence_id = $1";

    private readonly string _below =
        $"WITH old AS MATERIALIZED (SELECT ordering FROM {database.Schema}.journal WHERE persistence_id = $1 AND sequence_number < $2 ORDER BY sequence_number LIMIT $3), "
        + $"untagged AS (DELETE FROM {database.Schema}.tags WHERE ordering_id IN (SELECT ordering FROM old)) "
        + $"DELETE FROM {database.Schema}.journal WHERE ordering IN (SELECT ordering FROM old)";

    private readonly string _empty =
        $"WITH emptied AS (UPDATE {database.Schema}.journal SET deleted = true, message = '', tags = NULL, checksum = NULL "
        + "WHERE persistence_id = $1 AND sequence_number = $2 RETURNING ordering) "
        + $"DELETE FROM {database.Schema}.tags WHERE ordering_id IN (SELECT ordering FROM emptied)";

    /// <exception cref="StorageException">It failed; a part of the oldest events may be gone already.</exception>
    public Task EraseAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) => database.RunAsync(
        "delete from",
        async (connection, token) =>
        {
            await using var read = Command(connection, _highest, persistenceId);
            var highest = await read.ExecuteScalarAsync(token) is long number ? number : 0;
            var keepsLast = toSequenceNr >= highest;
            await using var below = Command(connection, _below, persistenceId, keepsLast ? highest : toSequenceNr + 1, RowsAtOnce);
            while (await below.ExecuteNonQueryAsync(token) == RowsAtOnce)
            {
                token.ThrowIfCancellationRequested();
            }

            await using var empty = Command(connection, _empty, persistenceId, highest);
            return keepsLast ? await empty.ExecuteNonQueryAsync(token) : 0;
        },
        cancellationToken);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string persistenceId, params ReadOnlySpan<long> numbers)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = persistenceId });
        foreach (var number in numbers)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        }

        return command;
    }
}
