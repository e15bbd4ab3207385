namespace ActorTrading.Learning.TimeSeries;

/// <summary>How <see cref="Arima"/> is fitted.</summary>
public sealed record ArimaOptions
{
    /// <summary>Whether the differenced series has a mean of its own: the level for d = 0, a drift for d = 1. Default null: exactly for d = 0.</summary>
    public bool? Constant { get; init; }

    /// <summary>The fit ends when no component of the gradient of the mean log-likelihood is larger, 1e-10 to 0.01. Default 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Most steps of the optimiser, 1 to 100,000. Default 200.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Tolerance, 1e-10, 0.01, nameof(Tolerance));
        Check.Range(MaxIterations, 1, 100_000, nameof(MaxIterations));
    }
}
