namespace ActorTrading.Node.Configuration;

/// <summary>The event journal.</summary>
public sealed record JournalOptions
{
    /// <summary>What keeps events and snapshots.</summary>
    public required JournalKind Kind { get; init; }

    /// <summary>SQLite file, relative to the data directory.</summary>
    public required string File { get; init; }

    public required PostgreSqlJournalSettings PostgreSql { get; init; }

    /// <summary>Events of a symbol between two snapshots.</summary>
    public required int SnapshotEvery { get; init; }
}
