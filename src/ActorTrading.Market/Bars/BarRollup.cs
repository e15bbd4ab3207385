namespace ActorTrading.Market.Bars;

/// <summary>The batch twin of <see cref="BarCascade"/>: one step from finer bars to coarser ones.</summary>
public static class BarRollup
{
    /// <summary>Groups bars in ascending order by the coarser grid.</summary>
    /// <returns>
    /// The coarser bars. The last one only if the finer bar that ends exactly at its end is there: otherwise it is not known to be complete.
    /// </returns>
    /// <exception cref="ArgumentException">The bars do not ascend, are off their grid, or <paramref name="to"/> is not longer than <paramref name="from"/>.</exception>
    public static IReadOnlyList<Bar> Roll(IEnumerable<Bar> finer, Timeframe from, Timeframe to)
    {
        if (from >= to || from.Length <= 0)
        {
            throw new ArgumentException($"Bars of {from} cannot be rolled up to {to}: the target must be longer.", nameof(to));
        }

        var rolled = new List<Bar>();
        var last = long.MinValue;
        foreach (var bar in finer)
        {
            if (bar.OpenTime <= last || from.OpenOf(bar.OpenTime) != bar.OpenTime)
            {
                throw new ArgumentException($"The bar at {bar.OpenTime} must come after {last} and lie on the {from} grid.", nameof(finer));
            }

            last = bar.OpenTime;
            var open = to.OpenOf(bar.OpenTime);
            if (rolled.Count == 0 || rolled[^1].OpenTime != open)
            {
                rolled.Add(bar with { OpenTime = open });
                continue;
            }

            var sum = rolled[^1];
            rolled[^1] = new Bar(
                open,
                sum.Open,
                Math.Max(sum.High, bar.High),
                Math.Min(sum.Low, bar.Low),
                bar.Close,
                BarBuilder.SaturatingSum(sum.Volume, bar.Volume),
                BarBuilder.SaturatingSum(sum.BuyVolume, bar.BuyVolume),
                sum.QuoteVolume + bar.QuoteVolume,
                (int)Math.Min(int.MaxValue, (long)sum.Trades + bar.Trades));
        }

        if (rolled.Count > 0 && last + from.Length != rolled[^1].OpenTime + to.Length)
        {
            rolled.RemoveAt(rolled.Count - 1);
        }

        return rolled;
    }
}
