using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests;

internal static class Reading
{
    public static readonly IReadOnlyDictionary<Symbol, long> FromTheStart = new Dictionary<Symbol, long>();

    public static Tick[] Ticks(RecordedFeed feed, IReadOnlyDictionary<Symbol, long>? positions = null) => Ticks(feed.Read(positions));

    public static Tick[] Ticks(IEnumerable<MarketBatch> batches) => [.. batches.SelectMany(batch => ((TickBatch)batch).Ticks.ToArray())];

    public static Bar[] Bars(IEnumerable<MarketBatch> batches) => [.. batches.SelectMany(batch => ((BarBatch)batch).Bars.ToArray())];
}
