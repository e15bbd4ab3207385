namespace ActorTrading.Market.Quality;

/// <summary>What a tick must satisfy.</summary>
public sealed record TickGateOptions
{
    /// <summary>The finest bars built: a tick before the open bar of the newest accepted tick is late. Default 1m.</summary>
    public Timeframe Finest { get; init; } = Timeframe.M1;

    /// <summary>How far a tick may lag behind the newest accepted one, µs. Default 1 s; from 0 to 1 h.</summary>
    public long LateWindow { get; init; } = 1_000_000;

    /// <summary>How far a tick may be ahead of <see cref="TickGate.LatestPlausibleTime"/>, µs. Default 5 s; from 0 to 1 d.</summary>
    public long FutureTolerance { get; init; } = 5_000_000;

    /// <summary>
    /// A leap ahead in event time beyond this is refused as future time until <see cref="Confirmations"/> ticks in a row made it, µs,
    /// so that one absurd time stamp cannot make everything after it late. Default 30 d; from 1 h to 10 years.
    /// </summary>
    public long MaxLeap { get; init; } = 30 * 86_400_000_000L;

    /// <summary>Largest plausible ratio of two prices in a row, either way. Default 2; above 1 to 1,000.</summary>
    public double MaxPriceRatio { get; init; } = 2;

    /// <summary>Refused ticks in a row that agree on a new price level (or time) before the next one is let through. Default 20; from 1 to 10,000.</summary>
    public int Confirmations { get; init; } = 20;

    /// <summary>Intervals of trade ids remembered. Default 4,096; from 2 to 1,048,576.</summary>
    public int MaxIdIntervals { get; init; } = 4096;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public TickGateOptions Validate()
    {
        GateRange.Require(Finest.Minutes, 1, 1440, nameof(Finest));
        GateRange.Require(LateWindow, 0, 3_600_000_000, nameof(LateWindow));
        GateRange.Require(FutureTolerance, 0, 86_400_000_000, nameof(FutureTolerance));
        GateRange.Require(MaxLeap, 3_600_000_000, 3650 * 86_400_000_000L, nameof(MaxLeap));
        GateRange.RequireRatio(MaxPriceRatio, nameof(MaxPriceRatio));
        GateRange.Require(Confirmations, 1, 10_000, nameof(Confirmations));
        GateRange.Require(MaxIdIntervals, 2, 1 << 20, nameof(MaxIdIntervals));
        return this;
    }
}
