namespace ActorTrading.Market.Candles;

/// <summary>What becomes of a stored candle when another version of it arrives.</summary>
public enum CandleVerdict : byte
{
    /// <summary>The stored one says all that the arrived one says: nothing to write.</summary>
    Unchanged = 0,

    /// <summary>To be written, but no value that was final has changed: a forming candle went on, or details and a better source were added.</summary>
    Updated = 1,

    /// <summary>Final values were replaced by other ones: a revision.</summary>
    Revised = 2,

    /// <summary>The stored one stays, the arrived one differs and loses.</summary>
    Outranked = 3,
}
