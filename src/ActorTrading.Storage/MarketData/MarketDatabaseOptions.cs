using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.MarketData;

/// <summary>Which database keeps the market data, and how: an SQLite file or a schema of a PostgreSQL server.</summary>
public sealed record MarketDatabaseOptions
{
    private MarketDatabaseOptions(string? path, PostgreSqlOptions? server) => (Path, Server) = (path, server);

    /// <summary>The SQLite file; null where a server is used. Its directory is created if missing; lock and log files stand beside it.</summary>
    public string? Path { get; }

    /// <summary>The PostgreSQL server; null where a file is used.</summary>
    public PostgreSqlOptions? Server { get; }

    /// <summary>Rows stored in one transaction where they are written one by one; candles, which go in bulk, take 50 times as many. Default 1000; from 1 to 1,000,000.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Most pages (of 4096 bytes) an SQLite file may grow to; 0 (default) means no bound but the disk.</summary>
    public long MaxPages { get; init; }

    /// <summary>How long to wait for others: for a locked SQLite file, or for whoever opens or upgrades the same database at this moment. Default 5 s; up to 10 minutes.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public static MarketDatabaseOptions Sqlite(string path) => new(path, null);

    public static MarketDatabaseOptions PostgreSql(PostgreSqlOptions options) => new(null, options);

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        if (Path is not null && string.IsNullOrWhiteSpace(Path))
        {
            throw new ArgumentException("Path is empty: name a file, for example data/market.db.", nameof(Path));
        }

        Server?.Validate();
        if (BatchSize is < 1 or > 1_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize must be from 1 to 1000000 rows.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(MaxPages, nameof(MaxPages));
        if (LockTimeout < TimeSpan.Zero || LockTimeout > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentOutOfRangeException(nameof(LockTimeout), LockTimeout, "LockTimeout must be from 0 to 10 minutes.");
        }
    }
}
