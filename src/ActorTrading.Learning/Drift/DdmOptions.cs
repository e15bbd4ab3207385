namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="Ddm"/> decides.</summary>
public sealed record DdmOptions
{
    /// <summary>Outcomes before the first decision, 1 to 1,000,000. Default 30.</summary>
    public int WarmUp { get; init; } = 30;

    /// <summary>Deviations over the best error rate from which the state is a warning, over 0 to <see cref="Drift"/>. Default 2.</summary>
    public double Warning { get; init; } = 2;

    /// <summary>Deviations over the best error rate from which the state is a drift, over 0 to 1,000. Default 3.</summary>
    public double Drift { get; init; } = 3;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(WarmUp, 1, 1_000_000, nameof(WarmUp));
        Check.Range(Drift, 1e-9, 1000, nameof(Drift));
        Check.Range(Warning, 1e-9, Drift, nameof(Warning));
    }
}
