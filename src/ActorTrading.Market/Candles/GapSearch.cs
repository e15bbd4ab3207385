namespace ActorTrading.Market.Candles;

/// <summary>
/// Finds what is missing between ascending open times: every slot of the timeframe's grid inside a range that no row opens in. Rows off the grid,
/// outside of the range or there twice fill nothing and do no harm. O(n), allocates the list of ranges only.
/// </summary>
public static class GapSearch
{
    /// <param name="openTimes">Ascending, µs.</param>
    /// <param name="range">Slots that open in it are wanted.</param>
    /// <returns>Ascending, apart from each other; both ends on the grid.</returns>
    /// <exception cref="ArgumentException">The timeframe is <c>default</c>.</exception>
    public static List<TimeRange> Missing(ReadOnlySpan<long> openTimes, TimeRange range, Timeframe timeframe)
    {
        var walk = new GapWalk(range, timeframe, []);
        foreach (var time in openTimes)
        {
            walk.Add(time);
        }

        return walk.Finish();
    }

    /// <inheritdoc cref="Missing(ReadOnlySpan{long}, TimeRange, Timeframe)"/>
    /// <param name="bars">Ascending.</param>
    public static List<TimeRange> Missing(ReadOnlySpan<Bar> bars, TimeRange range, Timeframe timeframe)
    {
        var walk = new GapWalk(range, timeframe, []);
        foreach (ref readonly var bar in bars)
        {
            walk.Add(bar.OpenTime);
        }

        return walk.Finish();
    }

    /// <summary>As for bars; a forming candle counts as missing.</summary>
    /// <inheritdoc cref="Missing(ReadOnlySpan{long}, TimeRange, Timeframe)"/>
    /// <param name="candles">Ascending.</param>
    public static List<TimeRange> Missing(ReadOnlySpan<Candle> candles, TimeRange range, Timeframe timeframe)
    {
        var walk = new GapWalk(range, timeframe, []);
        foreach (ref readonly var candle in candles)
        {
            if (candle.IsFinal)
            {
                walk.Add(candle.Bar.OpenTime);
            }
        }

        return walk.Finish();
    }

    /// <summary>Slots in ranges that were found.</summary>
    public static long Count(IReadOnlyList<TimeRange> missing, Timeframe timeframe)
    {
        var count = 0L;
        foreach (var range in missing)
        {
            count += range.Bars(timeframe);
        }

        return count;
    }
}
