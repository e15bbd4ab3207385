namespace ActorTrading.FakeExchange;

/// <summary>How the exchange misbehaves.</summary>
public enum FaultKind
{
    /// <summary>HTTP 500; 50026 on OKX.</summary>
    ServerError,

    /// <summary>HTTP 503; 50001 on OKX.</summary>
    Unavailable,

    /// <summary>HTTP 429, with Retry-After on Binance (the fault's delay in seconds), with code 50011 on OKX.</summary>
    RateLimited,

    /// <summary>HTTP 200 with a code other than "0" on OKX (50011); HTTP 429 on Binance.</summary>
    ErrorEnvelope,

    /// <summary>HTTP 418 with Retry-After (the fault's delay in seconds); on OKX 429.</summary>
    Banned,

    /// <summary>Fewer rows than there are: the half that comes first.</summary>
    PartialPage,

    /// <summary>No rows, although there are some.</summary>
    EmptyPage,

    /// <summary>Some rows twice.</summary>
    DuplicateRows,

    /// <summary>Rows in any order.</summary>
    ShuffledRows,

    /// <summary>HTTP 200 with bytes that are no JSON.</summary>
    GarbageJson,

    /// <summary>HTTP 200, complete as HTTP, cut off as JSON.</summary>
    TruncatedJson,

    /// <summary>Some fields are of another type or out of all range: null, an object, a word, a negative price.</summary>
    WrongTypes,

    /// <summary>HTTP 200 with a web page, as proxies answer.</summary>
    HtmlPage,

    /// <summary>The answer comes after the fault's delay.</summary>
    SlowAnswer,

    /// <summary>No answer ever; the connection stays open.</summary>
    HungAnswer,

    /// <summary>The connection breaks in the middle of the body.</summary>
    TruncatedBody,

    /// <summary>The connection breaks before the answer.</summary>
    Disconnect,

    /// <summary>A pushed message that is no JSON goes before the real one.</summary>
    GarbagePush,

    /// <summary>A pushed message is sent twice.</summary>
    DuplicatePush,

    /// <summary>A pushed message is lost.</summary>
    LostPush,

    /// <summary>A pushed message is sent after the one that follows it.</summary>
    ReorderedPush,

    /// <summary>A pushed message has fields of wrong types.</summary>
    WrongTypesPush,

    /// <summary>A closed candle is pushed the fault's delay of market time too late.</summary>
    LateBar,
}
