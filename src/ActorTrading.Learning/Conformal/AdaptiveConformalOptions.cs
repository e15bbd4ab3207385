namespace ActorTrading.Learning.Conformal;

/// <summary>How <see cref="AdaptiveConformalInterval"/> works.</summary>
public sealed record AdaptiveConformalOptions
{
    /// <summary>Share of outcomes that may fall outside, over 0 to 0.5. Default 0.1.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>Step by which the working level follows the misses, 0 to 0.5. Default 0.005.</summary>
    public double Gamma { get; init; } = 0.005;

    /// <summary>
    /// Working levels, evenly spaced over the ranks of the scale among those seen, each with its own misses; 1 (default) to 20. With 1 the
    /// coverage holds over all outcomes, with 3 also for the calm and the wild among them.
    /// </summary>
    public int Levels { get; init; } = 1;

    /// <summary>Outcomes over which the scales' mean and spread are taken, 10 to 10,000,000. Default 3,000.</summary>
    public double ScaleMemory { get; init; } = 3000;

    /// <summary>Residuals remembered, 20 to 100,000. Default 1,000.</summary>
    public int Window { get; init; } = 1000;

    /// <summary>Residuals needed before their quantiles are trusted, from 1. Default 60.</summary>
    public int MinResiduals { get; init; } = 60;

    /// <summary>Degrees of freedom of the bell used until then, over 2 to 1,000. Default 4.</summary>
    public double FallbackDegreesOfFreedom { get; init; } = 4;

    /// <summary>
    /// What a level of 0 or less gives, which asks for certainty: false (default) the extremes of the window, true no bound at all.
    /// With the latter, and a window that is trusted from the first residual on, the share of misses of any stream whatever is
    /// within (max(alpha, 1 - alpha) + gamma) / (gamma · outcomes) of alpha.
    /// </summary>
    public bool Unbounded { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Alpha, 1e-6, 0.5, nameof(Alpha));
        Check.Range(Gamma, 0, 0.5, nameof(Gamma));
        Check.Range(Levels, 1, 20, nameof(Levels));
        Check.Range(ScaleMemory, 10, 10_000_000, nameof(ScaleMemory));
        Check.Range(Window, 20, 100_000, nameof(Window));
        Check.Range(MinResiduals, 1, Window, nameof(MinResiduals));
        Check.Range(FallbackDegreesOfFreedom, 2.01, 1000, nameof(FallbackDegreesOfFreedom));
    }
}
