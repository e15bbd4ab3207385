namespace ActorTrading.Learning.Anomaly;

/// <summary>How rows are isolated. The defaults are those of the paper.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>Trees, 1 to 10,000. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows that each tree draws without replacement, 2 to 2^20; all rows when there are fewer. More make the trees deeper, not the scores better. Default 256.</summary>
    public int SampleSize { get; init; } = 256;

    /// <summary>Seed of all draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads for growing, 1 to 64; the fitted model is the same to the bit for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Trees, 1, 10_000, nameof(Trees));
        Check.Range(SampleSize, 2, 1 << 20, nameof(SampleSize));
        Check.Range(Threads, 1, 64, nameof(Threads));
    }
}
