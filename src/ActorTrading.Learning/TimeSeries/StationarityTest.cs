namespace ActorTrading.Learning.TimeSeries;

/// <summary>Kwiatkowski, Phillips, Schmidt and Shin (1992): is the series stationary around a level? Used as Hyndman and Khandakar (2008) do, to choose the number of differences.</summary>
internal static class StationarityTest
{
    /// <summary>Statistic over which a stationary series comes in 5 % of all cases (their table 1).</summary>
    public const double FivePercent = 0.463;

    /// <summary>Σ S² / (n²·s²), S the partial sums of the deviations from the mean, s² their long-run variance by Bartlett weights on 4·(n/100)^¼ lags.</summary>
    public static double Statistic(ReadOnlySpan<double> series)
    {
        var n = series.Length;
        var mean = 0.0;
        foreach (var value in series)
        {
            mean += value / n;
        }

        var lags = (int)(4 * Math.Pow(n / 100.0, 0.25));
        var longRun = 0.0;
        for (var k = 0; k <= Math.Min(lags, n - 1); k++)
        {
            var covariance = 0.0;
            for (var t = k; t < n; t++)
            {
                covariance += (series[t] - mean) * (series[t - k] - mean);
            }

            longRun += (k == 0 ? 1 : 2 * (1 - (k / (lags + 1.0)))) * covariance / n;
        }

        var (partial, squares) = (0.0, 0.0);
        foreach (var value in series)
        {
            partial += value - mean;
            squares += partial * partial;
        }

        return squares / ((double)n * n * longRun);
    }
}
