using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>Scores each day of a series by what is there and what was found.</summary>
public static class DayQualities
{
    /// <param name="openTimes">Of the final candles, ascending.</param>
    /// <param name="findings">Of the same series; repaired ones do not count.</param>
    /// <param name="range">What ought to be there; days that it touches are scored for their part in it.</param>
    /// <returns>By day.</returns>
    public static IReadOnlyList<DayQuality> Of(SeriesId series, ReadOnlySpan<long> openTimes, IEnumerable<Finding> findings, TimeRange range)
    {
        var invalid = new HashSet<long>();
        var suspect = new HashSet<long>();
        foreach (var finding in findings)
        {
            if (finding.Action != FindingAction.Repaired && finding.Rule != FindingRule.Gap)
            {
                (MakesInvalid(finding) ? invalid : suspect).Add(series.Timeframe.OpenOf(finding.Time));
            }
        }

        suspect.ExceptWith(invalid);
        var days = new List<DayQuality>();
        for (var day = Timeframe.D1.OpenOf(range.From); day < range.To; day += DayQuality.Length)
        {
            var part = new TimeRange(day, day + DayQuality.Length).Intersect(range);
            var expected = part.Bars(series.Timeframe);
            if (expected > 0)
            {
                days.Add(new DayQuality(
                    series, day, expected, expected - GapSearch.Count(GapSearch.Missing(Within(openTimes, part), part, series.Timeframe), series.Timeframe),
                    invalid.Count(part.Contains), suspect.Count(part.Contains)));
            }
        }

        return days;
    }

    private static bool MakesInvalid(Finding finding) => finding.Severity == FindingSeverity.Error
        && finding.Rule is FindingRule.MissingField or FindingRule.WrongType or FindingRule.OutOfRange or FindingRule.OhlcRelation or FindingRule.OffGrid;

    private static ReadOnlySpan<long> Within(ReadOnlySpan<long> openTimes, TimeRange part)
    {
        var from = FirstNotBefore(openTimes, part.From);
        return openTimes[from..FirstNotBefore(openTimes, part.To)];
    }

    private static int FirstNotBefore(ReadOnlySpan<long> openTimes, long time)
    {
        var at = openTimes.BinarySearch(time);
        return at < 0 ? ~at : at;
    }
}
