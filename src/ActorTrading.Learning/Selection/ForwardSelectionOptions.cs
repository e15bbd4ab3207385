namespace ActorTrading.Learning.Selection;

/// <summary>When forward selection ends.</summary>
public sealed record ForwardSelectionOptions
{
    /// <summary>Most columns to select, 1 to 100,000. Default 20.</summary>
    public int MaxColumns { get; init; } = 20;

    /// <summary>Least fall of the mean loss that a further column must bring, 0 to 1e9, in the loss's unit. Default 0: any fall.</summary>
    public double MinGain { get; init; }

    /// <summary>Loss without any column, which the first one must undercut by <see cref="MinGain"/> too. Default none: the best single column is always selected.</summary>
    public double? EmptyLoss { get; init; }

    /// <summary>Candidates scored at a time, 1 to 64; the outcome is the same for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(MaxColumns, 1, 100_000, nameof(MaxColumns));
        Check.Range(MinGain, 0, 1e9, nameof(MinGain));
        Check.Range(EmptyLoss ?? 0, double.MinValue, double.MaxValue, nameof(EmptyLoss));
        Check.Range(Threads, 1, 64, nameof(Threads));
    }
}
