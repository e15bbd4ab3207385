namespace ActorTrading.Node.Configuration;

/// <summary>Which trades are refused, and when a symbol counts as silent.</summary>
public sealed record QualityOptions
{
    /// <summary>How much older than the newest a trade may be.</summary>
    public required TimeSpan LateWindow { get; init; }

    /// <summary>Most a price may be above or below the last one, as a ratio.</summary>
    public required double MaxPriceRatio { get; init; }

    /// <summary>How far ahead of the clock a trade may be.</summary>
    public required TimeSpan FutureTolerance { get; init; }

    /// <summary>Without trades for this long a symbol counts as silent.</summary>
    public required TimeSpan Silence { get; init; }
}
