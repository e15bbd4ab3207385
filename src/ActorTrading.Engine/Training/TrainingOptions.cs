using ActorTrading.Learning.Trees;

namespace ActorTrading.Engine.Training;

/// <summary>How models are pre-trained.</summary>
public sealed record TrainingOptions
{
    public GradientBoostedTreesOptions Trees { get; init; } = new();

    /// <summary>Share of the newest rows that decide when boosting stops and on which the blend is warmed up. Default 0.15; from 0.05 to 0.5.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Rows the trees are fitted on at most; a longer history is thinned evenly. Default 60,000.</summary>
    public int MaxRows { get; init; } = 60_000;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (!(ValidationShare is >= 0.05 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(ValidationShare), ValidationShare, "From 0.05 to 0.5.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRows, 1000);
        Trees.Validate();
    }
}
