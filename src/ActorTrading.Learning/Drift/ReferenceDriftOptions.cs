namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="ReferenceDriftDetector"/> decides.</summary>
public sealed record ReferenceDriftOptions
{
    /// <summary>The comparison. Default Kolmogorov-Smirnov.</summary>
    public ReferenceTest Test { get; init; } = ReferenceTest.KolmogorovSmirnov;

    /// <summary>First values, which all later ones are compared with, 20 to 1,000,000. Default 1,000.</summary>
    public int Reference { get; init; } = 1000;

    /// <summary>Values compared at once, 10 to <see cref="Reference"/>. Default 200.</summary>
    public int Block { get; init; } = 200;

    /// <summary>Limit of a warning, 0 to 100; null (default) is 0.05 for Kolmogorov-Smirnov and 0.1 for population stability.</summary>
    public double? Warning { get; init; }

    /// <summary>Limit of a drift, 0 to 100; null (default) is 0.005 for Kolmogorov-Smirnov and 0.25 for population stability.</summary>
    public double? Drift { get; init; }

    /// <summary>Bins for population stability, 2 to 1,000. Default 10.</summary>
    public int Bins { get; init; } = 10;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range((int)Test, 0, 1, nameof(Test));
        Check.Range(Reference, 20, 1_000_000, nameof(Reference));
        Check.Range(Block, 10, Reference, nameof(Block));
        Check.Range(Warning ?? 0, 0, 100, nameof(Warning));
        Check.Range(Drift ?? 0, 0, 100, nameof(Drift));
        Check.Range(Bins, 2, 1000, nameof(Bins));
    }
}
