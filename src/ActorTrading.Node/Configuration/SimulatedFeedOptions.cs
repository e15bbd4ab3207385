using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>A made market.</summary>
public sealed record SimulatedFeedOptions
{
    /// <summary>The same seed gives the same market.</summary>
    public required long Seed { get; init; }

    public required IReadOnlyList<Symbol> Symbols { get; init; }

    /// <summary>Times faster than real time.</summary>
    public required double Speed { get; init; }

    /// <summary>Mean, per minute of market time and symbol.</summary>
    public required double TradesPerMinute { get; init; }

    /// <summary>Market time made at once at the start.</summary>
    public required TimeSpan History { get; init; }

    /// <summary>When market time begins, UTC.</summary>
    public required DateTimeOffset Start { get; init; }
}
