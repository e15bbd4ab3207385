namespace ActorTrading.Market.Labels;

/// <summary>The batch twin of <see cref="OutcomeTracker"/>, straight from the definition.</summary>
public static class Labels
{
    /// <summary>The label of a decision at each bar's close.</summary>
    /// <param name="bars">Bars in ascending order.</param>
    /// <param name="timeframe">Their length, which is also the decision timeframe.</param>
    /// <returns>One entry per bar: the move, or null where it is missing or not known yet. O(n log n).</returns>
    public static PriceMove?[] Compute(ReadOnlySpan<Bar> bars, Timeframe timeframe, Horizon horizon, LabelThresholds thresholds)
    {
        thresholds.Validate();
        var tolerance = Tolerance(horizon, timeframe);
        var moves = new PriceMove?[bars.Length];
        for (var i = 0; i < bars.Length; i++)
        {
            var due = bars[i].OpenTime + timeframe.Length + horizon.Length;
            if (bars[^1].OpenTime + timeframe.Length < due)
            {
                break;
            }

            var last = LastClosedBy(bars, due - timeframe.Length);
            if (last > i && due - (bars[last].OpenTime + timeframe.Length) < tolerance)
            {
                moves[i] = thresholds.Classify(bars[i].Close, bars[last].Close);
            }
        }

        return moves;
    }

    /// <summary>The age from which a close is too old to stand for the price at the outcome time, µs.</summary>
    internal static long Tolerance(Horizon horizon, Timeframe decision)
    {
        if (horizon.Length <= 0 || decision.Length <= 0)
        {
            throw new ArgumentException($"A default Horizon ({horizon}) or Timeframe ({decision}) has no length.", nameof(horizon));
        }

        return Math.Max(decision.Length, horizon.Length / 4);
    }

    private static int LastClosedBy(ReadOnlySpan<Bar> bars, long latestOpen)
    {
        var low = 0;
        var high = bars.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (bars[middle].OpenTime <= latestOpen)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
