using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>What the candles from some time on can have changed in rows that wait for the price at a horizon.</summary>
/// <param name="After">Close time of the last final candle before the changes; <see cref="long.MinValue"/> for everything.</param>
/// <param name="Newest">Close time of the newest final candle of the series.</param>
internal readonly record struct Changes(long After, long Newest)
{
    /// <param name="from">Open time of the first candle that may have changed.</param>
    /// <returns>Null for a series without final candles.</returns>
    public static async Task<Changes?> FromAsync(MarketDatabase database, SeriesId series, long from, CancellationToken cancellationToken)
    {
        if (await LastFinalAsync(database, series, long.MaxValue, cancellationToken) is not { } newest)
        {
            return null;
        }

        var before = from == long.MinValue ? null : await LastFinalAsync(database, series, from, cancellationToken);
        return new Changes(before + series.Timeframe.Length ?? long.MinValue, newest + series.Timeframe.Length);
    }

    /// <summary>Times of the rows whose horizon lies after the candles that are known to agree.</summary>
    public TimeRange Waiting(Horizon horizon) => new(After == long.MinValue ? After : After - horizon.Length, long.MaxValue);

    /// <summary>What is left after a page of rows: several may share the last one's time, and where candles are doubled one of them may never agree.</summary>
    public static TimeRange Behind(TimeRange times, long last) => times with { From = last > times.From ? last : last + 1 };

    private static async Task<long?> LastFinalAsync(MarketDatabase database, SeriesId series, long before, CancellationToken cancellationToken)
    {
        // At most a few forming candles lie at the end of a series.
        for (var limit = 2; ; limit *= 16)
        {
            var page = await database.Candles.PageAsync(series, before, limit, cancellationToken);
            for (var i = page.Count - 1; i >= 0; i--)
            {
                if (page[i].IsFinal)
                {
                    return page[i].OpenTime;
                }
            }

            if (page.Count < limit)
            {
                return null;
            }
        }
    }
}
