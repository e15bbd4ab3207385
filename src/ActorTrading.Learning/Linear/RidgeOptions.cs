namespace ActorTrading.Learning.Linear;

/// <summary>How <see cref="RidgeRegression"/> is fitted.</summary>
public sealed record RidgeOptions
{
    /// <summary>Penalty on the squared coefficients beside the sum of squared errors (scikit-learn's alpha), 0 to 1e12; 0 is least squares. Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Whether the penalty counts coefficients of standardised columns, so that units do not matter; false: of the columns as they are, as scikit-learn does. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate() => Check.Range(L2, 0, 1e12, nameof(L2));
}
