using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;

namespace ActorTrading.Node.Composition;

/// <summary>The simulated market before it goes live.</summary>
internal sealed class SimulatedPast(SimulatedMarket market, long liveFrom) : IFeedPast
{
    private readonly IReadOnlyDictionary<Symbol, long> _positions = market.PositionsAt(liveFrom);

    public long From => market.Options.StartTime;

    public long PositionOf(Symbol symbol) => _positions[symbol];

    public Task<ReadOnlyMemory<Bar>> BarsAsync(Symbol symbol, Timeframe timeframe, long from, long to, CancellationToken cancellation) =>
        Task.Run(() => (ReadOnlyMemory<Bar>)market.History(symbol, timeframe, from, to), cancellation);
}
