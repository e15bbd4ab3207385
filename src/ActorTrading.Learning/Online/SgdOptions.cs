namespace ActorTrading.Learning.Online;

/// <summary>
/// How <see cref="OnlineSoftmaxRegression"/>, <see cref="OnlineLogisticRegression"/> and <see cref="OnlineLinearRegression"/> learn.
/// Learning rate times <see cref="L2"/> may be at most 1: beyond it the penalty alone would overshoot.
/// </summary>
public sealed record SgdOptions
{
    /// <summary>Rows per step of the weights, 1 to 100,000. The first batch only sets scale and prior. Default 100.</summary>
    public int MiniBatch { get; init; } = 100;

    /// <summary>Share of the last step that is kept, 0 to 0.999. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Step along the mean gradient of a batch at the start, 1e-9 to 10. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Factor on the learning rate after every <see cref="DecayEveryBatches"/> batches, over 0 to 1. Default 0.95.</summary>
    public double LearningRateDecay { get; init; } = 0.95;

    /// <summary>Batches between two decays, from 1. Default 10.</summary>
    public int DecayEveryBatches { get; init; } = 10;

    /// <summary>Least learning rate, so that learning never ends; 0 to 10. Default 0.002.</summary>
    public double LearningRateFloor { get; init; } = 0.002;

    /// <summary>Ridge penalty on the weights (not on the class offsets), from 0. Default 0.03.</summary>
    public double L2 { get; init; } = 0.03;

    /// <summary>Rows over which mean and variance of a feature are taken, exponentially weighted once that many were seen; from 2. Default 5,000.</summary>
    public int StandardizationWindow { get; init; } = 5000;

    /// <summary>Standardised features are cut at plus and minus this, 1 to 100. Default 6.</summary>
    public double Clip { get; init; } = 6;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(MiniBatch, 1, 100_000, nameof(MiniBatch));
        Check.Range(Momentum, 0, 0.999, nameof(Momentum));
        Check.Range(LearningRate, 1e-9, 10, nameof(LearningRate));
        Check.Range(LearningRateDecay, 1e-6, 1, nameof(LearningRateDecay));
        Check.Range(DecayEveryBatches, 1, int.MaxValue, nameof(DecayEveryBatches));
        Check.Range(LearningRateFloor, 0, 10, nameof(LearningRateFloor));
        Check.Range(L2, 0, 1e6, nameof(L2));
        Check.Range(StandardizationWindow, 2, int.MaxValue, nameof(StandardizationWindow));
        Check.Range(Clip, 1, 100, nameof(Clip));
        Check.Range(Math.Max(LearningRate, LearningRateFloor) * L2, 0, 1, $"{nameof(LearningRate)} * {nameof(L2)}");
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(MiniBatch);
        writer.Write(Momentum);
        writer.Write(LearningRate);
        writer.Write(LearningRateDecay);
        writer.Write(DecayEveryBatches);
        writer.Write(LearningRateFloor);
        writer.Write(L2);
        writer.Write(StandardizationWindow);
        writer.Write(Clip);
    }

    internal static SgdOptions Read(BinaryReader reader)
    {
        var options = new SgdOptions
        {
            MiniBatch = reader.ReadInt32(),
            Momentum = reader.ReadDouble(),
            LearningRate = reader.ReadDouble(),
            LearningRateDecay = reader.ReadDouble(),
            DecayEveryBatches = reader.ReadInt32(),
            LearningRateFloor = reader.ReadDouble(),
            L2 = reader.ReadDouble(),
            StandardizationWindow = reader.ReadInt32(),
            Clip = reader.ReadDouble(),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
