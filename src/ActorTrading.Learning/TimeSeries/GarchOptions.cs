namespace ActorTrading.Learning.TimeSeries;

/// <summary>How <see cref="Garch11"/> is fitted.</summary>
public sealed record GarchOptions
{
    /// <summary>Whether the returns have a mean of their own; false: 0. Default true.</summary>
    public bool IncludeMean { get; init; } = true;

    /// <summary>Whether innovations follow Student's t with estimated degrees of freedom instead of the normal distribution. Default false.</summary>
    public bool StudentT { get; init; }

    /// <summary>The fit ends when no component of the gradient of the mean log-likelihood is larger, 1e-10 to 0.01. Default 1e-7.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Most steps of the optimiser, 1 to 100,000. Default 500.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Tolerance, 1e-10, 0.01, nameof(Tolerance));
        Check.Range(MaxIterations, 1, 100_000, nameof(MaxIterations));
    }
}
