namespace ActorTrading.Feeds.Exchanges;

/// <summary>Why an exchange did not give what it was asked for; decides whether asking again can help.</summary>
public enum ExchangeFailure
{
    /// <summary>No connection, no answer in time, or the server's own fault.</summary>
    Unreachable,

    /// <summary>Over the exchange's limit, although attempts were spaced; or banned for a time.</summary>
    RateLimited,

    /// <summary>The answer is not what the protocol says: garbage, wrong types, missing fields.</summary>
    BadAnswer,

    /// <summary>The exchange has no such instrument.</summary>
    UnknownInstrument,

    /// <summary>The request itself is wrong; asking again cannot help.</summary>
    Refused,

    /// <summary>Too many failures in a row: nothing is sent for a while.</summary>
    CircuitOpen,
}
