namespace ActorTrading.Market.Quality;

/// <summary>What a bar must satisfy.</summary>
public sealed record BarGateOptions
{
    /// <summary>How far a bar's close time may be ahead of <see cref="BarGate.LatestPlausibleTime"/>, µs. Default 5 s; from 0 to 1 d.</summary>
    public long FutureTolerance { get; init; } = 5_000_000;

    /// <summary>Largest plausible ratio of two closes in a row, either way. Default 2; above 1 to 1,000.</summary>
    public double MaxPriceRatio { get; init; } = 2;

    /// <summary>Largest plausible ratio of high or low to the close of the same bar. Default 10; above 1 to 1,000.</summary>
    public double MaxWickRatio { get; init; } = 10;

    /// <summary>Refused bars in a row that agree on a new price level before the next one is let through. Default 3; from 1 to 10,000.</summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>
    /// Whether an open outside high-low passes, unchanged and counted in <see cref="BarGate.OpensOutsideRange"/>. Default true: BitMEX publishes the
    /// previous close as open, and widening high or low would invent prices that were not traded in the bar.
    /// </summary>
    public bool ToleratesOpenOutsideRange { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public BarGateOptions Validate()
    {
        GateRange.Require(FutureTolerance, 0, 86_400_000_000, nameof(FutureTolerance));
        GateRange.RequireRatio(MaxPriceRatio, nameof(MaxPriceRatio));
        GateRange.RequireRatio(MaxWickRatio, nameof(MaxWickRatio));
        GateRange.Require(Confirmations, 1, 10_000, nameof(Confirmations));
        return this;
    }
}
