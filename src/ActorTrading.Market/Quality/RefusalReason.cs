namespace ActorTrading.Market.Quality;

/// <summary>Why a tick or bar may not pass. The numbers are stored: they are never given a new meaning.</summary>
public enum RefusalReason : byte
{
    /// <summary>Accepted.</summary>
    None = 0,

    /// <summary>The trade id, or the bar's open time, was seen before.</summary>
    Duplicate = 1,

    /// <summary>Older than what is final: its bar is closed, or it lags more than the late window.</summary>
    Late = 2,

    NonPositivePrice = 3,

    NonPositiveSize = 4,

    /// <summary>Too far from the last price, or outside the instrument's bounds.</summary>
    AbsurdPrice = 5,

    /// <summary>Later than can be true.</summary>
    FutureTime = 6,

    /// <summary>No such symbol is configured; decided by the caller.</summary>
    UnknownSymbol = 7,

    /// <summary>High below low, or open or close outside of them.</summary>
    OutsideHighLow = 8,

    /// <summary>A bar that does not begin on its timeframe's grid.</summary>
    OffGrid = 9,

    /// <summary>A negative volume or count, more bought than traded, or a quote volume beyond 1e20.</summary>
    BadVolume = 10,
}
