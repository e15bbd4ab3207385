namespace ActorTrading.Learning.Trees;

/// <summary>How boosted trees are grown, whatever they predict. The defaults suit noisy data of some ten thousand rows, where little can be known and overfitting is the danger.</summary>
public abstract record BoostingOptions
{
    /// <summary>Most boosting rounds (one tree per class or number predicted). Default 400.</summary>
    public int Rounds { get; init; } = 400;

    /// <summary>Shrinkage of every leaf, over 0 to 1. Default 0.03.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Splits on the longest path, 1 to 8. Default 4.</summary>
    public int MaxDepth { get; init; } = 4;

    /// <summary>
    /// 0: a tree grows level by level. From 2 to 256: it grows leaf by leaf, always where the gain is greatest (the first such place
    /// on a tie), until it has so many leaves; <see cref="MaxDepth"/> still holds. Default 0.
    /// </summary>
    public int MaxLeaves { get; init; }

    /// <summary>Least sum of second derivatives in a child; one row counts what the loss says. Default 50.</summary>
    public double MinChildWeight { get; init; } = 50;

    /// <summary>Least gain of a split, in units of the loss times two. Default 0.</summary>
    public double MinGain { get; init; }

    /// <summary>Ridge penalty on leaf weights, from 0. Default 10.</summary>
    public double L2 { get; init; } = 10;

    /// <summary>Absolute penalty on leaf weights, from 0. Default 0.</summary>
    public double L1 { get; init; }

    /// <summary>Share of the rows drawn (without replacement) for each round, over 0 to 1. Default 0.5.</summary>
    public double Subsample { get; init; } = 0.5;

    /// <summary>Share of the columns drawn for each tree, over 0 to 1. Default 0.5.</summary>
    public double ColumnSample { get; init; } = 0.5;

    /// <summary>Bins per feature, 2 to 255; missing values have their own. Default 255.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>Rounds without a better validation loss after which growing ends; 0 = never. Default 40.</summary>
    public int EarlyStoppingRounds { get; init; } = 40;

    /// <summary>Features whose growing value may only raise (or only lower) the prediction. Default none.</summary>
    public MonotoneConstraints Monotone { get; init; } = MonotoneConstraints.None;

    /// <summary>Seed of the row and column draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads for growing, 1 to 64; the fitted model is the same to the bit for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public virtual void Validate()
    {
        Check.Range(Rounds, 1, 100_000, nameof(Rounds));
        Check.Range(LearningRate, 1e-6, 1, nameof(LearningRate));
        Check.Range(MaxDepth, 1, 8, nameof(MaxDepth));
        Check.Range(MaxLeaves, 0, 256, nameof(MaxLeaves));
        if (MaxLeaves == 1)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxLeaves), MaxLeaves, "MaxLeaves is 1; it must be 0 (level by level) or from 2 to 256.");
        }

        Check.Range(MinChildWeight, 0, 1e9, nameof(MinChildWeight));
        Check.Range(MinGain, 0, 1e9, nameof(MinGain));
        Check.Range(L2, 0, 1e9, nameof(L2));
        Check.Range(L1, 0, 1e9, nameof(L1));
        Check.Range(Subsample, 1e-6, 1, nameof(Subsample));
        Check.Range(ColumnSample, 1e-6, 1, nameof(ColumnSample));
        Check.Range(MaxBins, 2, 255, nameof(MaxBins));
        Check.Range(EarlyStoppingRounds, 0, 100_000, nameof(EarlyStoppingRounds));
        Check.Range(Threads, 1, 64, nameof(Threads));
        ArgumentNullException.ThrowIfNull(Monotone);
    }
}
