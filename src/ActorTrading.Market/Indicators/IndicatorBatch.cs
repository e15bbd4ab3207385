namespace ActorTrading.Market.Indicators;

/// <summary>The batch twin of <see cref="IndicatorSet"/>: one group of indicators after the other over the whole series, by the same formulas, giving the same bits.</summary>
public static class IndicatorBatch
{
    /// <summary>The row of every bar.</summary>
    /// <param name="bars">In ascending order; prices above 0.</param>
    /// <returns>Row-major [bars, <see cref="IndicatorCatalog.All"/>]; NaN where an indicator is warming up.</returns>
    /// <exception cref="ArgumentException">A bar is not after the one before, or a price is not above 0.</exception>
    public static double[] Compute(ReadOnlySpan<Bar> bars, Timeframe timeframe)
    {
        var columns = IndicatorCatalog.All.Count;
        var terms = new IndicatorTerms[bars.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            var previous = bars[Math.Max(0, i - 1)];
            BarSequence.Require(bars[i], previous, i);
            terms[i] = IndicatorTerms.Of(bars[i], previous, i + 1, timeframe.Length);
        }

        var rows = new double[bars.Length * columns];
        if (rows.Length == 0)
        {
            return rows;
        }

        var first = 0;
        foreach (var group in IndicatorCatalog.CreateGroups())
        {
            Fill(group, terms, rows.AsSpan(first), columns);
            first += group.Definitions.Count;
        }

        return rows;
    }

    private static void Fill(IndicatorGroup group, IndicatorTerms[] terms, Span<double> rows, int columns)
    {
        var definitions = group.Definitions;
        for (var i = 0; i < terms.Length; i++)
        {
            var row = rows.Slice(i * columns, definitions.Count);
            group.Add(terms[i], row);
            for (var k = 0; k < row.Length; k++)
            {
                if (i + 1 < definitions[k].WarmUpBars)
                {
                    row[k] = double.NaN;
                }
            }
        }
    }
}
