using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>Which requests bring what is wanted.</summary>
internal static class RequestWindows
{
    /// <summary>
    /// The fewest windows of at most <paramref name="most"/> candles that hold every wanted slot, newest first. Where there is room, a window begins and
    /// ends with one candle that is not wanted, so that the seam to what is there can be compared.
    /// </summary>
    /// <param name="wanted">Ascending, apart from each other, on the grid.</param>
    /// <param name="range">No window leaves it.</param>
    /// <param name="most">At least 3: a wanted candle and its neighbours.</param>
    public static List<TimeRange> Over(IReadOnlyList<TimeRange> wanted, TimeRange range, Timeframe timeframe, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);
        var length = timeframe.Length;
        var windows = new List<TimeRange>();
        var covered = long.MaxValue;
        for (var i = wanted.Count - 1; i >= 0;)
        {
            var end = Math.Min(wanted[i].To, covered);
            if (wanted[i].From >= end)
            {
                i--;
                continue;
            }

            var to = end == wanted[i].To && end < covered && end < range.To ? end + length : end;
            var from = Math.Max(range.From, to - (most * length));
            while (i > 0 && wanted[i - 1].To > from)
            {
                i--;
            }

            var first = Math.Max(wanted[i].From, from);
            windows.Add(new TimeRange(first == wanted[i].From && first > from ? first - length : first, to));
            covered = first;
        }

        return windows;
    }

    /// <summary>Several lists of ranges as one: ascending, touching and overlapping ones joined.</summary>
    public static List<TimeRange> Joined(IEnumerable<TimeRange> ranges)
    {
        var joined = new List<TimeRange>();
        foreach (var range in ranges.Where(r => !r.IsEmpty).OrderBy(r => r.From))
        {
            if (joined.Count > 0 && joined[^1].To >= range.From)
            {
                joined[^1] = new TimeRange(joined[^1].From, Math.Max(joined[^1].To, range.To));
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>What is in the first list and in none of the second; both ascending and apart.</summary>
    public static List<TimeRange> Without(IReadOnlyList<TimeRange> ranges, IReadOnlyList<TimeRange> taken)
    {
        var rest = new List<TimeRange>();
        foreach (var range in ranges)
        {
            var from = range.From;
            foreach (var hole in taken.Where(t => t.To > range.From && t.From < range.To))
            {
                if (hole.From > from)
                {
                    rest.Add(new TimeRange(from, hole.From));
                }

                from = Math.Max(from, hole.To);
            }

            if (from < range.To)
            {
                rest.Add(new TimeRange(from, range.To));
            }
        }

        return rest;
    }
}
