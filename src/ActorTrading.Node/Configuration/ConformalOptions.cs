namespace ActorTrading.Node.Configuration;

/// <summary>The forecast's interval.</summary>
public sealed record ConformalOptions
{
    /// <summary>Latest errors used.</summary>
    public required int Window { get; init; }

    /// <summary>How fast the interval reacts to misses.</summary>
    public required double Gamma { get; init; }
}
