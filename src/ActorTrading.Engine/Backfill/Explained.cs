using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>Joins what is missing with what is known about it.</summary>
internal static class Explained
{
    /// <summary>Every missing slot once, ascending, with the cause that is known for it; unknown where there is none.</summary>
    /// <param name="missing">Ascending, apart from each other.</param>
    /// <param name="causes">May overlap with what is there; of two for one slot the first counts.</param>
    public static IReadOnlyList<Gap> Gaps(SeriesId series, IReadOnlyList<TimeRange> missing, IEnumerable<Gap> causes)
    {
        var gaps = new List<Gap>();
        IReadOnlyList<TimeRange> rest = [.. missing.Where(m => !m.IsEmpty)];
        foreach (var cause in causes)
        {
            gaps.AddRange(rest.Select(r => r.Intersect(cause.Range)).Where(r => !r.IsEmpty).Select(r => new Gap(series, r, cause.Cause)));
            rest = RequestWindows.Without(rest, [cause.Range]);
        }

        gaps.AddRange(rest.Select(r => new Gap(series, r)));
        return [.. gaps.OrderBy(g => g.Range.From)];
    }
}
