using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

/// <summary>Tests that run against every kind of database: an abstract class of tests derives from it, and one sealed class per kind from that.</summary>
/// <param name="postgres">The server to use; null for an SQLite file.</param>
public abstract class MarketDatabaseSuite(PostgreSqlFixture? postgres) : IAsyncLifetime
{
    protected static readonly SeriesId Btc = new(Symbol.Parse("BTC-USDT"), Timeframe.M5);

    protected static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private MarketDatabase? _database;

    /// <summary>Of this test alone, empty at first.</summary>
    protected MarketDatabase Database => _database!;

    /// <summary>Opens the same database once more.</summary>
    protected MarketDatabaseOptions Options { get; private set; } = null!;

    protected ManualClock Clock { get; } = new(Now);

    /// <summary>Whether a test may only do what every kind can.</summary>
    protected bool IsSqlite => postgres is null;

    public async ValueTask InitializeAsync()
    {
        Options = postgres is null
            ? MarketDatabaseOptions.Sqlite(_folder.File("market.db"))
            : MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = await postgres.ConnectionStringAsync(), Schema = postgres.NewSchema() });
        Options = Configure(Options);
        _database = await MarketDatabase.OpenAsync(Options, Clock, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is { } database)
        {
            await database.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual MarketDatabaseOptions Configure(MarketDatabaseOptions options) => options;

    protected Task<MarketDatabase> OpenAgainAsync() => MarketDatabase.OpenAsync(Options, Clock, default);

    protected async Task CloseAsync() => await Database.DisposeAsync();

    /// <summary>Runs a statement as another tool would.</summary>
    protected Task ExecuteAsync(string sql) => Database.WriteAsync("change", session => session.ExecuteAsync(sql), default);

    protected Task<T?> ScalarAsync<T>(string sql) => Database.ReadAsync("read", session => session.ScalarAsync<T>(sql), default);
}
