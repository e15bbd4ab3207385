using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Composition;

/// <summary>The candles of an exchange before the live feed begins.</summary>
/// <param name="from">The earliest wanted, µs.</param>
internal sealed class ExchangePast(IExchangeClient client, long from) : IFeedPast
{
    public long From => from;

    public long PositionOf(Symbol symbol) => 0;

    /// <exception cref="CommandFailedException">They could not be had.</exception>
    public async Task<ReadOnlyMemory<Bar>> BarsAsync(Symbol symbol, Timeframe timeframe, long first, long end, CancellationToken cancellation)
    {
        var series = new SeriesId(symbol, timeframe);
        try
        {
            var candles = await client.GetCandlesAsync(series, new TimeRange(first, end), cancellation);
            return candles.Where(c => c.IsFinal).Select(c => c.Bar).ToArray();
        }
        catch (ExchangeException failure)
        {
            throw new CommandFailedException($"a first start needs candles of {series} from {client.Name}: {failure.Message}", failure);
        }
    }
}
