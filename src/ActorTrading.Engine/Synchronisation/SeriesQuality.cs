using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>How good what is stored is, day by day, and what it is, in a form that two stores can compare. Computed on demand.</summary>
public static class SeriesQuality
{
    /// <summary>By what is stored and what open findings say about it.</summary>
    /// <param name="range">What ought to be there.</param>
    /// <exception cref="Storage.StorageException">The store cannot be read.</exception>
    public static async Task<IReadOnlyList<DayQuality>> ScoresAsync(MarketDatabase database, SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        var times = await database.Candles.OpenTimesAsync(series, range, cancellation);
        var findings = await database.Findings.OpenAsync(series, cancellation);
        return DayQualities.Of(series, times, findings.Select(f => f.Finding), range);
    }

    /// <inheritdoc cref="ScoresAsync"/>
    /// <summary>One for each day with a final candle.</summary>
    public static async Task<IReadOnlyList<DayChecksum>> ChecksumsAsync(MarketDatabase database, SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        var sums = new List<DayChecksum>();
        for (var day = Market.Timeframe.D1.OpenOf(range.From); day < range.To; day += DayQuality.Length)
        {
            var part = new TimeRange(day, day + DayQuality.Length).Intersect(range);
            var candles = await database.Candles.ReadAsync(series, part, cancellation).ToArrayAsync(cancellation);
            sums.AddRange(DayChecksum.Of(series, candles));
        }

        return sums;
    }
}
