namespace ActorTrading.Node.Configuration;

/// <summary>How forecasts are blended, calibrated and shown.</summary>
public sealed record ForecastOptions
{
    /// <summary>Below this probability of the likeliest class the signal is to hold.</summary>
    public required double ConfidenceThreshold { get; init; }

    /// <summary>Share of outcomes the interval must cover.</summary>
    public required double IntervalLevel { get; init; }

    public required BlendOptions Blend { get; init; }

    public required CalibrationOptions Calibration { get; init; }

    public required ConformalOptions Conformal { get; init; }

    /// <summary>An older forecast is marked stale.</summary>
    public required TimeSpan StaleAfter { get; init; }
}
