using ActorTrading.Learning.Blending;
using ActorTrading.Market;

namespace ActorTrading.Engine.Predictors;

/// <summary>How experts become a forecast and a forecast a signal.</summary>
public sealed record ForecastOptions
{
    /// <summary>Below this confidence the answer is the conservative fallback, HOLD. Default 0.6; from 0 to 1.</summary>
    public double ConfidenceThreshold { get; init; } = 0.6;

    public BlendOptions Blend { get; init; } = new();

    /// <summary>The blend's settings where outcomes of neighbouring forecasts overlap.</summary>
    public BlendOptions BlendFor(Horizon horizon, Timeframe decision) => Blend with { OverlappingOutcomes = horizon.Minutes / decision.Minutes };

    /// <summary>Share of outcomes the interval is meant to cover.</summary>
    public double IntervalLevel => 1 - Blend.Interval.Alpha;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (!(ConfidenceThreshold is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ConfidenceThreshold), ConfidenceThreshold, "From 0 to 1.");
        }

        Blend.Validate();
    }
}
