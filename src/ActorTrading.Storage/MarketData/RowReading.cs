using System.Data.Common;
using Dapper;

namespace ActorTrading.Storage.MarketData;

/// <summary>Rows whose columns are turned into values one by one.</summary>
internal static class RowReading
{
    public static async Task<List<T>> RowsAsync<T>(this MarketSession session, string sql, object arguments, Func<DbDataReader, T> read)
    {
        await using var reader = await session.Connection.ExecuteReaderAsync(new CommandDefinition(sql, arguments, session.Transaction, cancellationToken: session.CancellationToken));
        var rows = new List<T>();
        while (await reader.ReadAsync(session.CancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static long? Long(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static double? Double(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
