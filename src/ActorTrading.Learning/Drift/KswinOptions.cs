namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="Kswin"/> decides.</summary>
public sealed record KswinOptions
{
    /// <summary>Level of each test, 1e-12 to 0.5. Default 0.005. It is tested at every value, so that false alarms are far more frequent than one in 200 windows.</summary>
    public double Alpha { get; init; } = 0.005;

    /// <summary>Values remembered, 4 to 100,000. Default 100.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Latest values that are compared with as many of the older ones, 2 to half the window. Default 30.</summary>
    public int Recent { get; init; } = 30;

    /// <summary>Distance of the distribution functions that a drift must exceed however sure it is, 0 to 1. Default 0.1.</summary>
    public double LeastDistance { get; init; } = 0.1;

    /// <summary>Seed of the choice among the older values. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Alpha, 1e-12, 0.5, nameof(Alpha));
        Check.Range(Window, 4, 100_000, nameof(Window));
        Check.Range(Recent, 2, Window / 2, nameof(Recent));
        Check.Range(LeastDistance, 0, 1, nameof(LeastDistance));
    }
}
