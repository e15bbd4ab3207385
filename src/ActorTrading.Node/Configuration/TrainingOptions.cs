namespace ActorTrading.Node.Configuration;

/// <summary>Training of the boosted trees.</summary>
public sealed record TrainingOptions
{
    public required int Rounds { get; init; }

    public required double LearningRate { get; init; }

    public required int MaxDepth { get; init; }

    /// <summary>Rounds without gain before training ends; 0 = never.</summary>
    public required int EarlyStopping { get; init; }

    /// <summary>Latest rows used.</summary>
    public required int MaxRows { get; init; }

    /// <summary>Share of the latest rows kept for validation.</summary>
    public required double ValidationShare { get; init; }

    public required long Seed { get; init; }
}
