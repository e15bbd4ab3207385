using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>An exchange as the feed.</summary>
public sealed record ExchangeFeedSettings
{
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    /// <summary>One or both.</summary>
    public required IReadOnlyList<FeedChannel> Channels { get; init; }

    /// <summary>Candles before the first start that models are trained on; none at zero.</summary>
    public required TimeSpan History { get; init; }

    /// <summary>Trades that were missed for longer are replaced by candles.</summary>
    public required TimeSpan LongestCatchUp { get; init; }

    /// <summary>Usual intervals of silence after which a subscription is stale.</summary>
    public required double StaleIntervals { get; init; }

    /// <summary>Shorter silence is never stale.</summary>
    public required TimeSpan StaleAtLeast { get; init; }

    /// <summary>Longer silence is always looked into.</summary>
    public required TimeSpan StaleAtMost { get; init; }
}
