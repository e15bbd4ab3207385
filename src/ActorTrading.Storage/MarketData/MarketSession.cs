using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>One connection for one piece of work, inside of its transaction where it writes.</summary>
/// <param name="transaction">Null for reading.</param>
internal sealed class MarketSession(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; } = transaction;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <param name="isLong">Works on a whole table and may take as long as it takes.</param>
    /// <returns>Rows that were changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? arguments = null, bool isLong = false) => Connection.ExecuteAsync(Command(sql, arguments, isLong));

    /// <typeparam name="T">With settable properties where a column is computed: SQLite does not tell the type of one in an empty answer, so that no constructor would match.</typeparam>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) => (await Connection.QueryAsync<T>(Command(sql, arguments))).AsList();

    /// <returns>The first column of the first row; default where there is none.</returns>
    public Task<T?> ScalarAsync<T>(string sql, object? arguments = null) => Connection.ExecuteScalarAsync<T?>(Command(sql, arguments));

    /// <summary>The condition that a column is one of the numbers of a parameter, which is given by <see cref="Numbers"/>: one statement however many they are.</summary>
    public string IsOneOf(string parameter) => Connection is NpgsqlConnection ? $"= ANY (@{parameter})" : $"IN (SELECT value FROM json_each(@{parameter}))";

    public object Numbers(IEnumerable<long> numbers) => Connection is NpgsqlConnection ? numbers.ToArray() : JsonSerializer.Serialize(numbers);

    private CommandDefinition Command(string sql, object? arguments, bool isLong = false) =>
        new(sql, arguments, Transaction, isLong ? 0 : null, cancellationToken: CancellationToken);
}
