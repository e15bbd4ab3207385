namespace ActorTrading.Learning.Baselines;

/// <summary>How <see cref="EwmaStudentT"/> follows volatility.</summary>
public sealed record EwmaStudentTOptions
{
    /// <summary>Weight of yesterday's variance per bar, 0.5 to 0.99999. Default 0.97 (hourly bars: a half-life of about a day).</summary>
    public double Lambda { get; init; } = 0.97;

    /// <summary>Degrees of freedom before anything is learned, over 2 to 100. Default 5.</summary>
    public double DegreesOfFreedom { get; init; } = 5;

    /// <summary>Weight that a past outcome keeps per outcome when tail and scale are learned, 0.9 to 1. Default 0.999.</summary>
    public double ShapeMemory { get; init; } = 0.999;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Lambda, 0.5, 0.99999, nameof(Lambda));
        Check.Range(DegreesOfFreedom, 2.01, 100, nameof(DegreesOfFreedom));
        Check.Range(ShapeMemory, 0.9, 1, nameof(ShapeMemory));
    }
}
