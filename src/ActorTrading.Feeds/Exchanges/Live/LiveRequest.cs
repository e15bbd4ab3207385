using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What somebody wants to read live, and from where on.</summary>
public sealed record LiveRequest
{
    /// <summary>One or more, each once.</summary>
    public required IReadOnlyList<StreamSubscription> Subscriptions { get; init; }

    /// <summary>The last trades that are stored: what came since is fetched first. A symbol that is absent begins with what is pushed next.</summary>
    public IReadOnlyDictionary<Symbol, RowMark> TradesAfter { get; init; } = new Dictionary<Symbol, RowMark>();

    /// <summary>Open times (µs) of the last final candles that are stored; likewise.</summary>
    public IReadOnlyDictionary<SeriesId, long> CandlesAfter { get; init; } = new Dictionary<SeriesId, long>();
}
