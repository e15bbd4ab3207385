namespace ActorTrading.Learning.Sequences;

/// <summary>Size and training of <see cref="Lstm"/> and <see cref="Gru"/>.</summary>
public sealed record RecurrentOptions
{
    /// <summary>Classes to tell apart, 2 to 1000; labels are 0 to this minus 1. Default 3.</summary>
    public int ClassCount { get; init; } = 3;

    /// <summary>Units of each layer, 1 to 1024; a multiple of 16 costs as much as any count below it. Default 32.</summary>
    public int HiddenSize { get; init; } = 32;

    /// <summary>Layers on top of each other, 1 to 8. Default 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Chance that a value between two layers, or between the last one and the classes, is dropped while learning, 0 to 0.9. Default 0.</summary>
    public double Dropout { get; init; }

    public SequenceTrainingOptions Training { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(ClassCount, 2, 1000, nameof(ClassCount));
        Check.Range(HiddenSize, 1, 1024, nameof(HiddenSize));
        Check.Range(Layers, 1, 8, nameof(Layers));
        Check.Range(Dropout, 0, 0.9, nameof(Dropout));
        ArgumentNullException.ThrowIfNull(Training);
        Training.Validate();
    }
}
