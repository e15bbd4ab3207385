namespace ActorTrading.Node.Configuration;

/// <summary>Recalibration of the class probabilities.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Latest outcomes used.</summary>
    public required int Window { get; init; }

    /// <summary>Outcomes between two refits.</summary>
    public required int RefitEvery { get; init; }
}
