namespace ActorTrading.Learning.Sequences;

/// <summary>How the weights of a sequence network are learned: mini-batch steps of Adam (Kingma and Ba 2015) with a bound on the gradient's length.</summary>
public sealed record SequenceTrainingOptions
{
    /// <summary>Most passes over the training windows, 1 to 100,000. Default 50.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Windows of one step, 1 to 65,536. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Step length, 1e-7 to 1. Default 0.001.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Memory of the mean gradient, 0 to 0.9999. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Memory of the mean squared gradient, 0 to 0.999999. Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean squared gradient, 1e-12 to 1. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Greatest Euclidean length of a batch's whole gradient; a longer one is scaled down to it (Pascanu et al. 2013). 1e-6 to 1e9. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Epochs without a better validation log-loss after which learning ends; 0 = never. Default 5.</summary>
    public int EarlyStoppingEpochs { get; init; } = 5;

    /// <summary>Seed of first weights, order of windows and dropout. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads for learning, 1 to 64; the fitted model is the same to the bit for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Epochs, 1, 100_000, nameof(Epochs));
        Check.Range(BatchSize, 1, 65_536, nameof(BatchSize));
        Check.Range(LearningRate, 1e-7, 1, nameof(LearningRate));
        Check.Range(Beta1, 0, 0.9999, nameof(Beta1));
        Check.Range(Beta2, 0, 0.999999, nameof(Beta2));
        Check.Range(Epsilon, 1e-12, 1, nameof(Epsilon));
        Check.Range(ClipNorm, 1e-6, 1e9, nameof(ClipNorm));
        Check.Range(EarlyStoppingEpochs, 0, 100_000, nameof(EarlyStoppingEpochs));
        Check.Range(Threads, 1, 64, nameof(Threads));
    }
}
