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
        var end = long.MaxValue;
        while (found.Count < limit && cursor < end)
        {
            var upTo = cursor + Math.Min(OkxRequests.TradesPerRequest, limit - found.Count);
            var last = await AddWindowAsync(found, cursor, upTo, cancellation);
            cursor = last ?? cursor;
            if (last == upTo)
            {
                continue;
            }

            // A hole, or the newest trade, which is looked up once: whoever ran after it would never be done.
            end = end == long.MaxValue ? await NewestAsync(cancellation) : end;
            if (last is null && cursor < end)
            {
                cursor = await FirstAfterAsync(cursor, end, cancellation) - 1;
            }
        }

        return [.. found.Values];
    }

    /// <summary>All trades above one id and up to another, in as many pages as the exchange makes of them.</summary>
    /// <returns>The newest id; null when there are none.</returns>
    private async Task<long?> AddWindowAsync(SortedDictionary<long, Tick> found, long above, long upTo, CancellationToken cancellation)
    {
        long? newest = null;
        var below = upTo + 1;
        while (below - above > 1)
        {
            var page = await AskAsync(OkxRequests.TradesBetween(symbol, above, below, (int)(below - above - 1)), above, below, cancellation);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var trade in page)
            {
                found[trade.Id] = trade;
                newest = Math.Max(newest ?? 0, trade.Id);
                below = Math.Min(below, trade.Id);
            }
        }

        return newest;
    }

    /// <summary>The id of the newest trade; 0 when there is none.</summary>
    private async Task<long> NewestAsync(CancellationToken cancellation)
    {
        var newest = await AskAsync(OkxRequests.NewestTrades(symbol, 1), 0, long.MaxValue, cancellation);
        return newest.Count == 0 ? 0 : newest[0].Id;
    }

    /// <summary>The id of the first trade above another.</summary>
    /// <param name="none">Above it, up to a hole, there are none.</param>
    /// <param name="some">A trade further on.</param>
    private async Task<long> FirstAfterAsync(long none, long some, CancellationToken cancellation)
    {
        var above = none;
        while (some - none > 1)
        {
            var middle = none + ((some - none) / 2);
            var trades = await AskAsync(OkxRequests.TradesBetween(symbol, above, middle + 1, 1), above, middle + 1, cancellation);
            if (trades.Count > 0)
            {
                some = trades[0].Id;
            }
            else
            {
                none = middle;
            }
        }

        return some;
    }

    private Task<IReadOnlyList<Tick>> AskAsync(ExchangeRequest request, long above, long below, CancellationToken cancellation) =>
        http.GetConfirmedAsync(request, data => Page(data, above, below), trades => trades.Count == 0, cancellation);

    private IReadOnlyList<Tick> Page(ReadOnlySpan<byte> data, long above, long below)
    {
        var trades = OkxAnswers.Trades(data, symbol);
        var wanted = trades.Where(trade => trade.Id > above && trade.Id < below).ToList();
        return wanted.Count > 0 || trades.Count == 0
            ? wanted
            : throw new AnswerFormatException($"none of {trades.Count} trades has an id above {above} and below {below}");
    }
}
