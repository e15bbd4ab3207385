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

    /// <summary>The connection lives, but a subscription was silent while the exchange went on, or nobody could tell; it is replaced.</summary>
    Stale,

    /// <summary>Lost, or given up, and on the way back.</summary>
    Reconnecting,

    /// <summary>Ended on purpose.</summary>
    Closed,
}
