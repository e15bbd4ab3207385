namespace ActorTrading.Market.Features;

/// <summary>
/// The batch twin of <see cref="FeatureEngine"/>: plain loops over whole arrays, window by window, giving the same bits. Holds about 70 arrays of one double per bar
/// while it runs.
/// </summary>
public static class FeatureBatch
{
    /// <summary>The row of every bar, those of the warm-up included.</summary>
    /// <param name="bars">In ascending order; prices above 0.</param>
    /// <returns>Row-major [bars, <see cref="FeatureSchema.Count"/>]. Rows from <see cref="FeatureSchema.WarmUpBars"/> − 1 on are to be used.</returns>
    public static double[] Compute(ReadOnlySpan<Bar> bars, Timeframe timeframe)
    {
        var columns = FeatureEngine.Schema.Count;
        var rows = new double[bars.Length * columns];
        if (bars.Length == 0)
        {
            return rows;
        }

        var terms = new BarTerms[bars.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = BarTerms.Of(bars[i], bars[Math.Max(0, i - 1)], timeframe.Length);
        }

        var series = new BatchSeries(terms, FeatureWindows.Of(timeframe));
        var season = new SeasonalVolatility(timeframe);
        var x = new FeatureInputs();
        for (var i = 0; i < terms.Length; i++)
        {
            if (i > 0 && terms[i].MissingBars == 0)
            {
                season.Add(bars[i].OpenTime, Math.Abs(terms[i].Return));
            }

            x.CloseTime = bars[i].OpenTime + timeframe.Length;
            (x.SeasonNext, x.SeasonNext4Hours) = season.FactorsAt(x.CloseTime);
            series.Read(i, x);
            FeatureFormulas.Fill(x, rows.AsSpan(i * columns, columns));
        }

        return rows;
    }
}
