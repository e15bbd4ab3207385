namespace ActorTrading.Node.Configuration;

/// <summary>Where trades come from and how they are handed on.</summary>
public sealed record FeedOptions
{
    public required FeedKind Kind { get; init; }

    /// <summary>Most ticks handed to the engine at once, per symbol.</summary>
    public required int BatchSize { get; init; }

    /// <summary>In force when <see cref="Kind"/> is <see cref="FeedKind.Simulated"/>; always checked.</summary>
    public required SimulatedFeedOptions Simulated { get; init; }

    /// <summary>In force when <see cref="Kind"/> is <see cref="FeedKind.Recorded"/>; always checked.</summary>
    public required RecordedFeedOptions Recorded { get; init; }

    /// <summary>In force when <see cref="Kind"/> is <see cref="FeedKind.Exchange"/>; always checked.</summary>
    public required ExchangeFeedSettings Exchange { get; init; }
}
