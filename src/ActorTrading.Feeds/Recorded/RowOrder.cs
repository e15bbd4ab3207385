using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Brings rows into order of time and drops the repeated ones; of equal ones the first stays.</summary>
internal static class RowOrder
{
    /// <summary>By (time, trade id); a trade id comes once. Rows without an id (0) all stay.</summary>
    public static Tick[] SortTrades(Tick[] rows)
    {
        var seen = new HashSet<long>(rows.Length);
        var kept = Array.FindAll(rows, row => row.Id == 0 || seen.Add(row.Id));
        return [.. kept.OrderBy(row => row.Time).ThenBy(row => row.Id)];
    }

    /// <summary>By open time, which comes once.</summary>
    public static Bar[] SortCandles(Bar[] rows)
    {
        var seen = new HashSet<long>(rows.Length);
        var kept = Array.FindAll(rows, row => seen.Add(row.OpenTime));
        return [.. kept.OrderBy(row => row.OpenTime)];
    }
}
