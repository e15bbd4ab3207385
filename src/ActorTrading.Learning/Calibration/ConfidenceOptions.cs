namespace ActorTrading.Learning.Calibration;

/// <summary>How <see cref="ConfidencePredictor"/> is fitted.</summary>
public sealed record ConfidenceOptions
{
    /// <summary>Pull of the weights towards 0, in rows, over 0 to 1e9. Default 10.</summary>
    public double Strength { get; init; } = 10;

    /// <summary>Share of the rows, the last ones, that the calibration is fitted on and the weights are not, 0 to 0.9. Default 0.3; 0 leaves it out.</summary>
    public double CalibrationShare { get; init; } = 0.3;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Strength, 1e-6, 1e9, nameof(Strength));
        Check.Range(CalibrationShare, 0, 0.9, nameof(CalibrationShare));
    }
}
