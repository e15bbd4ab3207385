namespace ActorTrading.Learning.Trees;

/// <summary>Options of <see cref="GradientBoostedTrees"/>.</summary>
public sealed record GradientBoostedTreesOptions : BoostingOptions
{
    /// <summary>Classes to tell apart, from 2; labels are 0 to this minus 1. Default 3.</summary>
    public int ClassCount { get; init; } = 3;

    /// <summary>What the trees learn to lower. Default <see cref="ClassificationLoss.Softmax"/>.</summary>
    public ClassificationLoss Loss { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Two options do not go together; the message names them.</exception>
    public override void Validate()
    {
        base.Validate();
        Check.Range(ClassCount, 2, 1000, nameof(ClassCount));
        Check.Range((int)Loss, 0, (int)ClassificationLoss.Logistic, nameof(Loss));
        if (Loss == ClassificationLoss.Logistic && ClassCount != 2)
        {
            throw new ArgumentException($"ClassCount is {ClassCount}; the logistic loss tells 2 classes apart.", nameof(ClassCount));
        }

        if (Loss == ClassificationLoss.Softmax && Monotone.Count > 0)
        {
            throw new ArgumentException("Monotone needs Loss = Logistic: a monotone score does not make a monotone probability where several scores share it.", nameof(Monotone));
        }
    }
}
