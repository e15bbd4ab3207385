using ActorTrading.Market.Bars;
using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>Whether finer bars roll up to exactly the coarser ones, wherever all the finer ones are there.</summary>
public static class CrossTimeframeCheck
{
    /// <param name="finer">In ascending order; rows off the grid and repeats are passed over.</param>
    /// <param name="coarser">In ascending order.</param>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not longer than <paramref name="from"/>.</exception>
    /// <remarks>O(n); holds a copy of the finer bars that make whole coarser ones.</remarks>
    public static CrossTimeframeResult Compare(ReadOnlySpan<Bar> finer, Timeframe from, ReadOnlySpan<Bar> coarser, Timeframe to)
    {
        var rolled = BarRollup.Roll(Whole(finer, from, to), from, to);
        var findings = new List<Finding>();
        var compared = 0L;
        var next = 0;
        for (var row = 0; row < coarser.Length; row++)
        {
            ref readonly var bar = ref coarser[row];
            while (next < rolled.Count && rolled[next].OpenTime < bar.OpenTime)
            {
                next++;
            }

            if (next == rolled.Count || rolled[next].OpenTime != bar.OpenTime)
            {
                continue;
            }

            compared++;
            if (!CandleRule.SameValues(rolled[next], bar))
            {
                findings.Add(new Finding(FindingRule.CrossTimeframe, FindingSeverity.Warning, FindingAction.Refetch, row, bar.OpenTime, 1, Difference(rolled[next], bar, from)));
            }
        }

        return new CrossTimeframeResult(compared, compared - findings.Count, findings);
    }

    /// <summary>The finer bars of those coarser ones of which none is missing.</summary>
    private static List<Bar> Whole(ReadOnlySpan<Bar> finer, Timeframe from, Timeframe to)
    {
        if (from >= to || from.Length <= 0)
        {
            throw new ArgumentException($"Bars of {from} cannot be rolled up to {to}: the target must be longer.", nameof(to));
        }

        var whole = new List<Bar>(finer.Length);
        var parts = to.Length / from.Length;
        var bucket = long.MinValue;
        var expected = long.MinValue;
        var taken = 0L;
        foreach (ref readonly var bar in finer)
        {
            if (bar.OpenTime < expected || from.OpenOf(bar.OpenTime) != bar.OpenTime)
            {
                continue;
            }

            if (to.OpenOf(bar.OpenTime) != bucket)
            {
                DropPart(whole, taken, parts);
                bucket = to.OpenOf(bar.OpenTime);
                taken = 0;
            }

            whole.Add(bar);
            taken++;
            expected = bar.OpenTime + from.Length;
        }

        DropPart(whole, taken, parts);
        return whole;
    }

    private static void DropPart(List<Bar> whole, long taken, long parts)
    {
        if (taken < parts)
        {
            whole.RemoveRange(whole.Count - (int)taken, (int)taken);
        }
    }

    private static string Difference(in Bar rolled, in Bar bar, Timeframe from)
    {
        var (field, value, right) = rolled switch
        {
            _ when rolled.Open != bar.Open => ("open", Fixed.ToDecimal(bar.Open), Fixed.ToDecimal(rolled.Open)),
            _ when rolled.High != bar.High => ("high", Fixed.ToDecimal(bar.High), Fixed.ToDecimal(rolled.High)),
            _ when rolled.Low != bar.Low => ("low", Fixed.ToDecimal(bar.Low), Fixed.ToDecimal(rolled.Low)),
            _ when rolled.Close != bar.Close => ("close", Fixed.ToDecimal(bar.Close), Fixed.ToDecimal(rolled.Close)),
            _ when rolled.Volume != bar.Volume => ("volume", Fixed.ToDecimal(bar.Volume), Fixed.ToDecimal(rolled.Volume)),
            _ when rolled.Trades != bar.Trades && rolled.Trades != 0 && bar.Trades != 0 => ("trades", bar.Trades, rolled.Trades),
            _ => ("quote volume", bar.QuoteVolume, rolled.QuoteVolume),
        };
        return FormattableString.Invariant($"{field} {value:0.########}: bars of {from} make {right:0.########}");
    }
}
