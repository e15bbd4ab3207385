namespace ActorTrading.Node.Configuration;

/// <summary>What keeps candles and everything derived from them.</summary>
public enum DatabaseKind
{
    /// <summary>PostgreSQL where a host is set, SQLite otherwise.</summary>
    Auto,

    Sqlite,

    PostgreSql,
}
