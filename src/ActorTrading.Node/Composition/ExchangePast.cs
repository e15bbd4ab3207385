using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Node.Composition;

/// <summary>The candles of an exchange before the live feed begins.</summary>
/// <param name="from">The earliest wanted, µs.</param>
internal sealed class ExchangePast(IExchangeClient client, long from) : IFeedPast
{
    public long From => from;

    public long PositionOf(Symbol symbol) => 0;

    /// <exception cref="ExchangeException">They could not be had.</exception>
    public async Task<ReadOnlyMemory<Bar>> BarsAsync(Symbol symbol, Timeframe timeframe, long first, long end, CancellationToken cancellation)
    {
        var candles = await client.GetCandlesAsync(new SeriesId(symbol, timeframe), new TimeRange(first, end), cancellation);
        return candles.Where(c => c.IsFinal).Select(c => c.Bar).ToArray();
    }
}
