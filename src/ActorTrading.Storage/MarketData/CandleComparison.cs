using System.Runtime.CompilerServices;
using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>
/// Compares the rows of a table, one per final candle, with the candles. Two index scans side by side, in pages, and no join: it costs the same whatever the database knows of
/// its tables' sizes.
/// </summary>
/// <param name="rows">Gives candle open time and candle revision of the rows from @at on, ascending, at most @limit.</param>
internal sealed class CandleComparison(string rows)
{
    private const int PageRows = 10_000;

    private const string Candles =
        "SELECT open_time, revision FROM market_candles WHERE symbol = @symbol AND timeframe = @timeframe AND open_time >= @at AND is_final ORDER BY open_time LIMIT @limit";

    private const string First = "SELECT MIN(open_time) FROM market_candles WHERE symbol = @symbol AND timeframe = @timeframe";

    /// <summary>The first open time at which they disagree, from one on and from the first candle on; null for none.</summary>
    /// <param name="schema">Of the rows, where they have any.</param>
    public async Task<long?> FirstStaleAsync(MarketSession session, SeriesId series, long schema, long from)
    {
        if (await session.ScalarAsync<long?>(First, new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name }) is not { } first)
        {
            return null;
        }

        from = Math.Max(from, first);
        await using var candles = KeysAsync(session, Candles, series, schema, from).GetAsyncEnumerator(session.CancellationToken);
        await using var stored = KeysAsync(session, rows, series, schema, from).GetAsyncEnumerator(session.CancellationToken);
        while (true)
        {
            var hasCandle = await candles.MoveNextAsync();
            var hasRow = await stored.MoveNextAsync();
            if (!hasCandle || !hasRow)
            {
                return hasCandle ? candles.Current.OpenTime : hasRow ? stored.Current.OpenTime : null;
            }

            if (candles.Current != stored.Current)
            {
                return Math.Min(candles.Current.OpenTime, stored.Current.OpenTime);
            }
        }
    }

    private static async IAsyncEnumerable<(long OpenTime, int Revision)> KeysAsync(
        MarketSession session, string sql, SeriesId series, long schema, long from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var at = from; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await session.RowsAsync(
                sql,
                new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, schema, length = series.Timeframe.Length, at, limit = PageRows },
                r => (OpenTime: r.GetInt64(0), Revision: r.GetInt32(1)));
            foreach (var key in page)
            {
                // The second of two candles of one time, where somebody took the unique constraint away, counts for nothing.
                if (key.OpenTime >= at)
                {
                    at = key.OpenTime + 1;
                    yield return key;
                }
            }

            if (page.Count < PageRows)
            {
                yield break;
            }
        }
    }
}
