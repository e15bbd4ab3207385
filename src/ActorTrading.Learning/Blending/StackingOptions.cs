namespace ActorTrading.Learning.Blending;

/// <summary>How <see cref="StackingClassifier"/> combines.</summary>
public sealed record StackingOptions
{
    /// <summary>Pull of the weights towards even ones, in rows, 0 to 1e9. Default 10.</summary>
    public double Strength { get; init; } = 10;

    /// <summary>
    /// Whether weights may not fall under 0. Default true: of experts that are much alike, one gets a negative weight otherwise, which
    /// holds as long as they stay alike.
    /// </summary>
    public bool NonNegative { get; init; } = true;

    /// <summary>Whether each class gets an offset for what all experts get wrong alike. Default true.</summary>
    public bool WithOffsets { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate() => Check.Range(Strength, 0, 1e9, nameof(Strength));
}
