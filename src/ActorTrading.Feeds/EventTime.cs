using ActorTrading.Market;

namespace ActorTrading.Feeds;

/// <summary>
/// When the rows of a batch became known, in µs since the epoch: a tick at its own time, a bar at its end.
/// Rows may be out of order, so the first is the earliest and the last the latest of all rows.
/// </summary>
public static class EventTime
{
    public static long FirstOf(MarketBatch batch)
    {
        var first = long.MaxValue;
        if (batch is TickBatch ticks)
        {
            foreach (ref readonly var tick in ticks.Ticks.Span)
            {
                first = Math.Min(first, tick.Time);
            }
        }
        else if (batch is BarBatch bars)
        {
            foreach (ref readonly var bar in bars.Bars.Span)
            {
                first = Math.Min(first, bar.OpenTime + bars.Timeframe.Length);
            }
        }

        return first;
    }

    public static long LastOf(MarketBatch batch)
    {
        var last = long.MinValue;
        if (batch is TickBatch ticks)
        {
            foreach (ref readonly var tick in ticks.Ticks.Span)
            {
                last = Math.Max(last, tick.Time);
            }
        }
        else if (batch is BarBatch bars)
        {
            foreach (ref readonly var bar in bars.Bars.Span)
            {
                last = Math.Max(last, bar.OpenTime + bars.Timeframe.Length);
            }
        }

        return last;
    }
}
