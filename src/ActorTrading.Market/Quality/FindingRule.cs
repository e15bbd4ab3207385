namespace ActorTrading.Market.Quality;

/// <summary>What a row or a series violates. The numbers are stored: they are never given a new meaning.</summary>
public enum FindingRule : byte
{
    /// <summary>A required field is not there or empty.</summary>
    MissingField = 1,

    /// <summary>A field is not of its type, such as text in place of a number.</summary>
    WrongType = 2,

    /// <summary>A number outside of what can be true, such as a price of 0 or a time in the year 3000.</summary>
    OutOfRange = 3,

    /// <summary>High below low, or open or close outside of them.</summary>
    OhlcRelation = 4,

    /// <summary>Does not begin on its timeframe's grid.</summary>
    OffGrid = 5,

    /// <summary>Earlier than the row before it.</summary>
    OutOfOrder = 6,

    /// <summary>The open time is there already.</summary>
    Duplicate = 7,

    /// <summary>Rows are missing before this one.</summary>
    Gap = 8,

    /// <summary>A change of price far outside of the usual, by robust z-score.</summary>
    ExtremeMove = 9,

    /// <summary>A wick far outside of the usual that the neighbours do not confirm.</summary>
    ExtremeWick = 10,

    /// <summary>No volume although the price moved, or a volume far outside of the usual.</summary>
    Volume = 11,

    /// <summary>Finer candles do not roll up to this one.</summary>
    CrossTimeframe = 12,

    /// <summary>The stored row is not what the exchange publishes.</summary>
    DiffersFromExchange = 13,
}
