namespace ActorTrading.Node.Configuration;

/// <summary>When a model is taken out.</summary>
public sealed record ModelOptions
{
    /// <summary>A later answer counts as slow and is not waited for.</summary>
    public required TimeSpan SlowAfter { get; init; }

    /// <summary>Failures within <see cref="FailureWindow"/> before a model is quarantined.</summary>
    public required int MaxFailures { get; init; }

    public required TimeSpan FailureWindow { get; init; }

    /// <summary>How long a model stays out.</summary>
    public required TimeSpan Quarantine { get; init; }
}
