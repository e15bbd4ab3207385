using System.Data.Common;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>Many rows of one table at once: one statement over arrays in PostgreSQL, one prepared statement in SQLite. Each call is part of the session's transaction.</summary>
/// <param name="table">And the columns: names of our own, never what a user wrote.</param>
/// <param name="key">Columns of the unique constraint, with commas between.</param>
/// <param name="columns">Every column that is written, with its type in PostgreSQL, as in <c>open_time BIGINT</c>.</param>
internal sealed class RowBulk(string table, string key, params string[] columns)
{
    /// <summary>Rows removed in one transaction, between which others write.</summary>
    public const int DeletedAtOnce = 5000;

    private readonly string[] _names = Array.ConvertAll(columns, c => c[..c.IndexOf(' ', StringComparison.Ordinal)]);
    private readonly string[] _types = Array.ConvertAll(columns, c => c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    /// <summary>Inserts rows; one that is there already gets the new values.</summary>
    /// <param name="rows">Values in the order of the columns; null for NULL. No key twice.</param>
    public Task UpsertAsync(MarketSession session, IReadOnlyList<object?[]> rows)
    {
        var values = _names.Except(key.Split(", ")).Select(n => $"{n} = excluded.{n}");
        return InsertAsync(session, rows, $"ON CONFLICT ({key}) DO UPDATE SET {string.Join(", ", values)}");
    }

    /// <summary>Inserts rows; one that is there already stays as it is.</summary>
    /// <returns>Rows that were new.</returns>
    /// <inheritdoc cref="UpsertAsync"/>
    public Task<int> AddAsync(MarketSession session, IReadOnlyList<object?[]> rows) => InsertAsync(session, rows, $"ON CONFLICT ({key}) DO NOTHING");

    /// <summary>Inserts rows.</summary>
    /// <param name="onConflict">The end of the statement: what becomes of a row that is there already.</param>
    /// <inheritdoc cref="UpsertAsync"/>
    public Task<int> InsertAsync(MarketSession session, IReadOnlyList<object?[]> rows, string onConflict) => RunAsync(session, rows, $"{Insert(session)} {onConflict}");

    /// <summary>Sets the other columns of the rows with these keys.</summary>
    /// <returns>How many of them are there.</returns>
    /// <inheritdoc cref="UpsertAsync"/>
    public Task<int> UpdateAsync(MarketSession session, IReadOnlyList<object?[]> rows)
    {
        var keys = key.Split(", ");
        var set = _names.Except(keys);
        return RunAsync(session, rows, session.Connection is NpgsqlConnection
            ? $"UPDATE {table} SET {string.Join(", ", set.Select(n => $"{n} = given.{n}"))} FROM {Arrays()} AS given({string.Join(", ", _names)}) WHERE {string.Join(" AND ", keys.Select(n => $"{table}.{n} = given.{n}"))}"
            : $"UPDATE {table} SET {string.Join(", ", set.Select(n => $"{n} = @{n}"))} WHERE {string.Join(" AND ", keys.Select(n => $"{n} = @{n}"))}");
    }

    private string Insert(MarketSession session) => session.Connection is NpgsqlConnection
        ? $"INSERT INTO {table} ({string.Join(", ", _names)}) SELECT * FROM {Arrays()}"
        : $"INSERT INTO {table} ({string.Join(", ", _names)}) VALUES ({string.Join(", ", _names.Select(n => $"@{n}"))})";

    private string Arrays() => $"unnest({string.Join(", ", _names.Zip(_types, (name, type) => $"@{name}::{type}[]"))})";

    private async Task<int> RunAsync(MarketSession session, IReadOnlyList<object?[]> rows, string sql)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = session.Transaction;
        if (command is NpgsqlCommand)
        {
            for (var i = 0; i < _names.Length; i++)
            {
                AddParameter(command, _names[i]).Value = Column(rows, i);
            }

            return await command.ExecuteNonQueryAsync(session.CancellationToken);
        }

        var parameters = Array.ConvertAll(_names, n => AddParameter(command, n));
        var changed = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            changed += await command.ExecuteNonQueryAsync(session.CancellationToken);
        }

        return changed;
    }

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private Array Column(IReadOnlyList<object?[]> rows, int column) => _types[column] switch
    {
        "BIGINT" => Of<long?>(rows, column),
        "INTEGER" => Of<int?>(rows, column),
        "DOUBLE PRECISION" => Of<double?>(rows, column),
        "BOOLEAN" => Of<bool?>(rows, column),
        "BYTEA" => Of<byte[]?>(rows, column),
        _ => Of<string?>(rows, column),
    };

    private static T[] Of<T>(IReadOnlyList<object?[]> rows, int column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (T)rows[i][column]!;
        }

        return values;
    }
}
