namespace ActorTrading.Learning.Sequences;

/// <summary>Size and training of <see cref="TransformerEncoder"/>.</summary>
public sealed record TransformerEncoderOptions
{
    /// <summary>Classes to tell apart, 2 to 1000; labels are 0 to this minus 1. Default 3.</summary>
    public int ClassCount { get; init; } = 3;

    /// <summary>Blocks of attention and feed-forward, 1 to 8. Default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Heads of each attention, 1 to 8; the width of the network is this times <see cref="HeadWidth"/>. Default 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Width of a head: 16, 32, 48 or 64. Default 16.</summary>
    public int HeadWidth { get; init; } = 16;

    /// <summary>Units between the two dense layers of a block, 1 to 4096. Default 64.</summary>
    public int FeedForwardWidth { get; init; } = 64;

    /// <summary>Chance that a value which a block adds is dropped while learning, 0 to 0.9. Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    public SequencePooling Pooling { get; init; } = SequencePooling.Last;

    public SequenceTrainingOptions Training { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(ClassCount, 2, 1000, nameof(ClassCount));
        Check.Range(Layers, 1, 8, nameof(Layers));
        Check.Range(Heads, 1, 8, nameof(Heads));
        if (HeadWidth is not (16 or 32 or 48 or 64))
        {
            throw new ArgumentOutOfRangeException(nameof(HeadWidth), HeadWidth, $"HeadWidth is {HeadWidth}; it must be 16, 32, 48 or 64.");
        }

        Check.Range(FeedForwardWidth, 1, 4096, nameof(FeedForwardWidth));
        Check.Range(Dropout, 0, 0.9, nameof(Dropout));
        Check.Range((int)Pooling, 0, (int)SequencePooling.Mean, nameof(Pooling));
        ArgumentNullException.ThrowIfNull(Training);
        Training.Validate();
    }
}
