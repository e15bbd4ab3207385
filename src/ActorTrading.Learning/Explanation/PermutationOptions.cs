namespace ActorTrading.Learning.Explanation;

/// <summary>How columns are shuffled to see what they are worth.</summary>
public sealed record PermutationOptions
{
    /// <summary>Shuffles of each column, 1 to 10,000. Default 5.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Seed of the shuffles. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate() => Check.Range(Repeats, 1, 10_000, nameof(Repeats));
}
