namespace ActorTrading.Node.Configuration;

/// <summary>The database that holds events and snapshots when <see cref="JournalOptions.Kind"/> is PostgreSQL.</summary>
public sealed record PostgreSqlJournalSettings
{
    /// <summary>As Npgsql reads it, without a password; empty where there is none to use.</summary>
    public required string Connection { get; init; }

    /// <summary>Empty: none, as with a trusted socket.</summary>
    public required string Password { get; init; }

    /// <summary>The schema that holds the tables.</summary>
    public required string Schema { get; init; }
}
