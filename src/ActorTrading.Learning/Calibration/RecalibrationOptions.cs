namespace ActorTrading.Learning.Calibration;

/// <summary>How <see cref="VectorScalingCalibrator"/> refits.</summary>
public sealed record RecalibrationOptions
{
    /// <summary>Outcomes the fit looks back on, 10 to 1,000,000. Default 4,000.</summary>
    public int Window { get; init; } = 4000;

    /// <summary>Outcomes between two fits, from 1. Default 100.</summary>
    public int RefitEvery { get; init; } = 100;

    /// <summary>Pull towards "change nothing", in outcomes, over 0. Default 300.</summary>
    public double Strength { get; init; } = 300;

    /// <summary>Whether each class gets an offset; without, only the temperature is fitted. Default true.</summary>
    public bool WithOffsets { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Window, 10, 1_000_000, nameof(Window));
        Check.Range(RefitEvery, 1, int.MaxValue, nameof(RefitEvery));
        Check.Range(Strength, 1e-6, 1e9, nameof(Strength));
    }
}
