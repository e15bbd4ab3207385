namespace ActorTrading.Learning.Linear;

/// <summary>How <see cref="HuberRegressor"/> is fitted.</summary>
public sealed record HuberOptions
{
    /// <summary>Errors over this many scales count by their size instead of their square, 1.0001 to 100. Default 1.35, 95 % efficient on normal errors.</summary>
    public double Epsilon { get; init; } = 1.35;

    /// <summary>Penalty on the squared coefficients beside the summed loss, whose unit is that of the target (scikit-learn's alpha), 0 to 1e12. Default 0.0001.</summary>
    public double L2 { get; init; } = 1e-4;

    /// <summary>Whether the penalty counts coefficients of standardised columns, so that their units do not matter; false: of the columns as they are, as scikit-learn does. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>The fit ends when no component of the gradient of the mean loss is larger, for columns and target in units of their spread; 1e-12 to 0.1. Default 1e-8.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Most steps of the optimiser, 1 to 1,000,000. Default 1,000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Epsilon, 1.0001, 100, nameof(Epsilon));
        Check.Range(L2, 0, 1e12, nameof(L2));
        Check.Range(Tolerance, 1e-12, 0.1, nameof(Tolerance));
        Check.Range(MaxIterations, 1, 1_000_000, nameof(MaxIterations));
    }
}
