using ActorTrading.Engine.Backfill;

namespace ActorTrading.Engine.Maintenance;

/// <summary>How stored candles are looked after.</summary>
public sealed record MaintenanceOptions
{
    /// <summary>How they are fetched; the series looked after at once.</summary>
    public BackfillOptions Fetch { get; init; } = new();

    /// <summary>A symbol is active when its newest candle is younger. Default 7 d.</summary>
    public TimeSpan ActiveWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether missing candles are fetched; else they are reported. Default true.</summary>
    public bool FillGaps { get; init; } = true;

    /// <summary>Whether extremes and finer against coarser candles are checked where the exchange could not be asked. Default true.</summary>
    public bool CheckConsistency { get; init; } = true;
}
