namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="PageHinkley"/> decides.</summary>
public sealed record PageHinkleyOptions
{
    /// <summary>Values before the first decision, 1 to 1,000,000. Default 30.</summary>
    public int WarmUp { get; init; } = 30;

    /// <summary>Change of the mean that is put up with, in the unit of the values, 0 to 1e6. Default 0.005.</summary>
    public double Delta { get; init; } = 0.005;

    /// <summary>Sum at which the alarm is raised, in the unit of the values, over 0 to 1e9. Default 50.</summary>
    public double Threshold { get; init; } = 50;

    /// <summary>Part of the sum that is kept per value, 0 to 1. Default 0.9999.</summary>
    public double Alpha { get; init; } = 0.9999;

    /// <summary>Whether a fall of the mean is a drift too, not a rise alone. Default false: an error rate that falls is no worry.</summary>
    public bool TwoSided { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(WarmUp, 1, 1_000_000, nameof(WarmUp));
        Check.Range(Delta, 0, 1e6, nameof(Delta));
        Check.Range(Threshold, 1e-9, 1e9, nameof(Threshold));
        Check.Range(Alpha, 0, 1, nameof(Alpha));
    }
}
