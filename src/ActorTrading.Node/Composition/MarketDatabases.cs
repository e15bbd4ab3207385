using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Node.Composition;

/// <summary>Opens the database of market data that the settings name.</summary>
internal static class MarketDatabases
{
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    /// <exception cref="CommandFailedException">A setting of the database is wrong.</exception>
    /// <exception cref="StorageException">In use by an upgrade, unreachable, damaged, or of an older or newer layout.</exception>
    public static Task<MarketDatabase> OpenAsync(NodeOptions node, TimeProvider time, CancellationToken cancellationToken) =>
        MarketDatabase.OpenAsync(OptionsOf(node), time, cancellationToken);

    /// <summary>The place that has no tables yet; null where there are some. Creates none, as a dry run must not.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<string?> MissingAsync(NodeOptions node, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var migrator = MarketMigrator.Create(OptionsOf(node), time);
        return (await migrator.HistoryAsync(cancellationToken)).Count > 0 ? null : migrator.Place;
    }

    /// <inheritdoc cref="OpenAsync"/>
    public static MarketDatabaseOptions OptionsOf(NodeOptions node)
    {
        var options = node.Database.Kind == DatabaseKind.Sqlite
            ? MarketDatabaseOptions.Sqlite(node.InDataDirectory(node.Database.File))
            : MarketDatabaseOptions.PostgreSql(Server(node.Database, node.Sync.Timeout));
        options = options with { BatchSize = node.Sync.BatchSize };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException cause)
        {
            throw new CommandFailedException($"actortrading.database: {cause.Message}", cause);
        }
    }

    private static PostgreSqlOptions Server(DatabaseOptions database, TimeSpan timeout) => new()
    {
        ConnectionString = PostgreSqlOptions.ConnectionStringOf(database.Host, database.Port, database.Name, database.User),
        Password = database.Password.Length == 0 ? null : database.Password,
        Schema = database.Schema,
        StatementTimeout = timeout < LongestStatement ? timeout : LongestStatement,
    };
}
