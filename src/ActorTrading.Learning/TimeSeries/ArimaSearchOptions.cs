namespace ActorTrading.Learning.TimeSeries;

/// <summary>Which orders <see cref="Arima.Select"/> tries.</summary>
public sealed record ArimaSearchOptions
{
    /// <summary>Most autoregressive terms, 0 to 10. Default 3.</summary>
    public int MaxP { get; init; } = 3;

    /// <summary>Most differences, 0 to 2. Default 2.</summary>
    public int MaxD { get; init; } = 2;

    /// <summary>Most moving-average terms, 0 to 10. Default 3.</summary>
    public int MaxQ { get; init; } = 3;

    /// <summary>How each one is fitted; where its constant is null, models with up to one difference are tried with and without one.</summary>
    public ArimaOptions Fit { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        new ArimaOrder(MaxP, MaxD, MaxQ).Validate();
        ArgumentNullException.ThrowIfNull(Fit);
        Fit.Validate();
    }
}
