using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>
/// Reads trades forwards from an exchange that only pages backwards: by windows of ids, which hardly ever have holes. A hole, such as the
/// trades that are too old to be had, is passed by bisection.
/// </summary>
internal sealed class OkxTrades(ExchangeHttp http, Symbol symbol)
{
    /// <returns>Ascending by id.</returns>
    public async Task<IReadOnlyList<Tick>> AfterAsync(long afterId, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = new SortedDictionary<long, Tick>();
        var cursor = Math.Max(0, afterId);
        while (found.Count < limit)
        {
            var size = Math.Min(OkxRequests.TradesPerRequest, limit - found.Count);
            var window = await AskAsync(OkxRequests.TradesBetween(symbol, cursor, cursor + size + 1, size), cancellation);
            foreach (var trade in window)
            {
                if (trade.Id > cursor && trade.Id <= cursor + size)
                {
                    found[trade.Id] = trade;
                }
            }

            if (window.Count > 0)
            {
                cursor += size;
                continue;
            }

            if (await FirstAfterAsync(cursor, cancellation) is not { } next)
            {
                break;
            }

            cursor = next - 1;
        }

        return [.. found.Values];
    }

    /// <summary>The id of the first trade above another; null when there is none.</summary>
    private async Task<long?> FirstAfterAsync(long id, CancellationToken cancellation)
    {
        var newest = await AskAsync(OkxRequests.NewestTrades(symbol, 1), cancellation);
        if (newest.Count == 0 || newest[0].Id <= id)
        {
            return null;
        }

        var (none, some) = (id, newest[0].Id);
        while (some - none > 1)
        {
            var middle = none + ((some - none) / 2);
            var trades = await AskAsync(OkxRequests.TradesBetween(symbol, id, middle + 1, 1), cancellation);
            if (trades.Count > 0 && trades[0].Id > id)
            {
                some = Math.Min(middle, trades[0].Id);
            }
            else
            {
                none = middle;
            }
        }

        return some;
    }

    private async Task<IReadOnlyList<Tick>> AskAsync(ExchangeRequest request, CancellationToken cancellation) =>
        (await http.GetAsync(request, data => OkxAnswers.Trades(data, symbol), cancellation)).Value;
}
