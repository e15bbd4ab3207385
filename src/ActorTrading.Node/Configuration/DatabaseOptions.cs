namespace ActorTrading.Node.Configuration;

/// <summary>The database of candles, indicators, training rows, analyses, signals and findings.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Never <see cref="DatabaseKind.Auto"/>: the settings are resolved.</summary>
    public required DatabaseKind Kind { get; init; }

    /// <summary>SQLite file, relative to the data directory.</summary>
    public required string File { get; init; }

    /// <summary>Of the PostgreSQL server; empty where there is none.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The database on the server.</summary>
    public required string Name { get; init; }

    public required string User { get; init; }

    /// <summary>Empty: none, as with a trusted socket.</summary>
    public required string Password { get; init; }

    /// <summary>The schema that holds the tables.</summary>
    public required string Schema { get; init; }
}
