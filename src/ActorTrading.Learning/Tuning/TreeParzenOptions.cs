namespace ActorTrading.Learning.Tuning;

/// <summary>How <see cref="TreeParzenSearch"/> looks.</summary>
public sealed record TreeParzenOptions
{
    /// <summary>Random trials before the densities are trusted, 1 to 100,000. Default 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>Draws from the density of the good trials of which the best is taken, 1 to 10,000. Default 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Share of the trials that count as good, over 0 to 1. Default 0.1.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>Most trials that count as good, 1 to 1,000. Default 25.</summary>
    public int MaxGood { get; init; } = 25;

    /// <summary>Weight of the flat density in the mixtures, in trials, over 0 to 1,000. Default 1.</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(StartupTrials, 1, 100_000, nameof(StartupTrials));
        Check.Range(Candidates, 1, 10_000, nameof(Candidates));
        Check.Range(GoodShare, 1e-6, 1, nameof(GoodShare));
        Check.Range(MaxGood, 1, 1000, nameof(MaxGood));
        Check.Range(PriorWeight, 1e-6, 1000, nameof(PriorWeight));
    }
}
