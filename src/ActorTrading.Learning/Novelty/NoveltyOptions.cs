namespace ActorTrading.Learning.Novelty;

/// <summary>How <see cref="NoveltyModel"/> measures.</summary>
public sealed record NoveltyOptions
{
    /// <summary>
    /// Share of the training rows that count as familiar without reservation, 0.5 to 1. Default 0.99. The distance at this quantile is
    /// where confidence begins to fall.
    /// </summary>
    public double FamiliarShare { get; init; } = 0.99;

    /// <summary>Part of every correlation that is not believed, over 0 to 1. Default 0.1; 1 measures each column by itself.</summary>
    public double Shrinkage { get; init; } = 0.1;

    /// <summary>Deviations beyond which a training value is cut before correlations are taken, 1 to 100. Default 4: one wild row must not make all wild rows familiar.</summary>
    public double Clip { get; init; } = 4;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(FamiliarShare, 0.5, 1, nameof(FamiliarShare));
        Check.Range(Shrinkage, 1e-6, 1, nameof(Shrinkage));
        Check.Range(Clip, 1, 100, nameof(Clip));
    }
}
