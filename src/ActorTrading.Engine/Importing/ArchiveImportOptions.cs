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

    /// <summary>Refused rows kept of each rule; all are counted. Default 10.</summary>
    public int MostListed { get; init; } = 10;
}
