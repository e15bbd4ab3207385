using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Importing;

/// <summary>How a file becomes stored candles.</summary>
public sealed record ArchiveImportOptions
{
    /// <summary>Whose candles these are. Of a file of trades it is always <see cref="CandleSource.Derived"/>.</summary>
    public CandleSource Source { get; init; } = CandleSource.Import;

    /// <summary>Of a file of trades: the only length of candles to build; null for all from one minute on.</summary>
    public Timeframe? Timeframe { get; init; }

    /// <summary>Read and judge only: nothing is stored.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether ranges and high and low of every candle are checked. What cannot be read or is off the grid is refused even so.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>Whether a file of candles is checked as a whole: order, repeated times, gaps, extremes.</summary>
    public bool CheckConsistency { get; init; } = true;

    /// <summary>Refused rows of each rule in the report; all are counted. Default 10.</summary>
    public int MostListed { get; init; } = 10;

    /// <summary>Of each rule kept among the findings of the database; at least <see cref="MostListed"/>. Default 1,000.</summary>
    public int MostNoted { get; init; } = 1000;
}
