using ActorTrading.Learning.Calibration;
using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Blending;

/// <summary>How a <see cref="BlendedForecaster"/> weighs, corrects and bounds.</summary>
public sealed record BlendOptions
{
    /// <summary>Number of classes, 2 to 100. Default 3.</summary>
    public int ClassCount { get; init; } = 3;

    /// <summary>How fast log-loss moves weight, 0 to 1000; divided by the root of <see cref="OverlappingOutcomes"/>. Default 0.25.</summary>
    public double Eta { get; init; } = 0.25;

    /// <summary>Part of the weight spread evenly after each outcome, 0 to 1. Default 0.0001.</summary>
    public double Share { get; init; } = 0.0001;

    /// <summary>Part of the past that counts after one more outcome, 0 to 1. Default 0.9995 (a half-life of 1,386 outcomes).</summary>
    public double Decay { get; init; } = 0.9995;

    /// <summary>
    /// Outcomes that run at the same time: horizon divided by the time between forecasts, from 1. They tell much the same story, so
    /// each of them counts less for weights and recalibration. Default 1.
    /// </summary>
    public int OverlappingOutcomes { get; init; } = 1;

    /// <summary>How distributions are put together. Default linear.</summary>
    public BlendPool Pool { get; init; } = BlendPool.Linear;

    /// <summary>Part of the past that counts in the mean return of each class, 0.9 to 1. Default 0.999.</summary>
    public double ReturnMemory { get; init; } = 0.999;

    /// <summary>Recalibration of the blend, its strength multiplied by the root of <see cref="OverlappingOutcomes"/>; null for none.</summary>
    public RecalibrationOptions? Recalibration { get; init; } = new();

    /// <summary>
    /// Last correction, of the stated confidence, its learning rate divided by the root of <see cref="OverlappingOutcomes"/>; null for none.
    /// </summary>
    public ConfidenceCalibrationOptions? Confidence { get; init; } = new();

    /// <summary>The return interval, its step divided by the root of <see cref="OverlappingOutcomes"/>. Default: three levels, a step of 0.02.</summary>
    public AdaptiveConformalOptions Interval { get; init; } = new() { Levels = 3, Gamma = 0.02 };

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(ClassCount, 2, 100, nameof(ClassCount));
        Check.Range(Eta, 0, 1000, nameof(Eta));
        Check.Range(Share, 0, 1, nameof(Share));
        Check.Range(Decay, 0, 1, nameof(Decay));
        Check.Range(OverlappingOutcomes, 1, 1_000_000, nameof(OverlappingOutcomes));
        Check.Range(ReturnMemory, 0.9, 1, nameof(ReturnMemory));
        Recalibration?.Validate();
        Confidence?.Validate();
        Interval.Validate();
    }
}
