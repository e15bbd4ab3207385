namespace ActorTrading.Market.Candles;

/// <summary>Why candles are missing. The numbers are stored: they are never given a new meaning.</summary>
public enum GapCause : byte
{
    /// <summary>Nobody has tried to find out yet.</summary>
    Unknown = 0,

    /// <summary>Before the exchange listed the instrument.</summary>
    NotListedYet = 1,

    /// <summary>The exchange itself has no candles there: it answered, twice, that there are none.</summary>
    ExchangeOutage = 2,

    /// <summary>The exchange could not be asked; asking again may help.</summary>
    FetchFailed = 3,
}
