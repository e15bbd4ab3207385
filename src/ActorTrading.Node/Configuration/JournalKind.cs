namespace ActorTrading.Node.Configuration;

/// <summary>What keeps events and snapshots.</summary>
public enum JournalKind
{
    /// <summary>Files in the data directory.</summary>
    Sqlite,

    /// <summary>A database server: see <see cref="PostgreSqlJournalSettings"/>.</summary>
    PostgreSql,
}
