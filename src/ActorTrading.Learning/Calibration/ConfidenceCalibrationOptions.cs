namespace ActorTrading.Learning.Calibration;

/// <summary>How <see cref="ConfidenceCalibrator"/> follows the outcomes.</summary>
public sealed record ConfidenceCalibrationOptions
{
    /// <summary>Confidences, evenly spaced from 1/classes to 1, that have an offset of their own, 2 to 100. Default 9.</summary>
    public int Knots { get; init; } = 9;

    /// <summary>Step of the descent in logits, 0 to 1; 0 changes nothing. Default 0.0125.</summary>
    public double LearningRate { get; init; } = 0.0125;

    /// <summary>Largest offset in logits, over 0 to 10. Default 1.</summary>
    public double MaxOffset { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Knots, 2, 100, nameof(Knots));
        Check.Range(LearningRate, 0, 1, nameof(LearningRate));
        Check.Range(MaxOffset, 1e-6, 10, nameof(MaxOffset));
    }
}
