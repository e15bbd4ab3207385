namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>How far a connection to an exchange is.</summary>
public enum ConnectionState
{
    /// <summary>On the way to its first live moment.</summary>
    Connecting,

    /// <summary>Data flows, and what was missed is being fetched.</summary>
    Healing,

    /// <summary>Data flows and nothing is missing.</summary>
    Live,

    /// <summary>The connection lives, but something that should bring data is silent; it is being found out why.</summary>
    Stale,

    /// <summary>Lost, or given up, and on the way back.</summary>
    Reconnecting,

    /// <summary>Ended on purpose.</summary>
    Closed,
}
