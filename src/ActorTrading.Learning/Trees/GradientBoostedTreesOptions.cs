namespace ActorTrading.Learning.Trees;

/// <summary>How boosted trees are grown. The defaults suit noisy data of some ten thousand rows, where little can be known and overfitting is the danger.</summary>
public sealed record GradientBoostedTreesOptions
{
    /// <summary>Classes to tell apart, from 2; labels are 0 to this minus 1. Default 3.</summary>
    public int ClassCount { get; init; } = 3;

    /// <summary>Most boosting rounds (one tree per class each). Default 400.</summary>
    public int Rounds { get; init; } = 400;

    /// <summary>Shrinkage of every leaf, over 0 to 1. Default 0.03.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Splits on the longest path, 1 to 8. Default 4.</summary>
    public int MaxDepth { get; init; } = 4;

    /// <summary>Least sum of second derivatives in a child; one row counts K/(K-1)·p(1-p). Default 50.</summary>
    public double MinChildWeight { get; init; } = 50;

    /// <summary>Least gain of a split, in nats of loss times two. Default 0.</summary>
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

    /// <summary>Rounds without a better validation log-loss after which growing ends; 0 = never. Default 40.</summary>
    public int EarlyStoppingRounds { get; init; } = 40;

    /// <summary>Seed of the row and column draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads for growing, 1 to 64; the fitted model is the same to the bit for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(ClassCount, 2, 1000, nameof(ClassCount));
        Check.Range(Rounds, 1, 100_000, nameof(Rounds));
        Check.Range(LearningRate, 1e-6, 1, nameof(LearningRate));
        Check.Range(MaxDepth, 1, 8, nameof(MaxDepth));
        Check.Range(MinChildWeight, 0, 1e9, nameof(MinChildWeight));
        Check.Range(MinGain, 0, 1e9, nameof(MinGain));
        Check.Range(L2, 0, 1e9, nameof(L2));
        Check.Range(L1, 0, 1e9, nameof(L1));
        Check.Range(Subsample, 1e-6, 1, nameof(Subsample));
        Check.Range(ColumnSample, 1e-6, 1, nameof(ColumnSample));
        Check.Range(MaxBins, 2, 255, nameof(MaxBins));
        Check.Range(EarlyStoppingRounds, 0, 100_000, nameof(EarlyStoppingRounds));
        Check.Range(Threads, 1, 64, nameof(Threads));
    }
}
