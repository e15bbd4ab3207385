using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Scoring;

/// <summary>Are two forecasters equally good? The test of Diebold and Mariano (1995) on their losses case by case.</summary>
public static class DieboldMariano
{
    /// <summary>
    /// mean(d) / √(v / n) with d = a - b and v = γ₀ + 2 Σ (1 - k/h) γ_k over the lags k below the horizon h (Newey and West 1987).
    /// Below 0 means that <paramref name="a"/> is the better one.
    /// </summary>
    /// <param name="a">Losses of one forecaster, in order of time.</param>
    /// <param name="b">Losses of the other on the same cases.</param>
    /// <param name="horizon">Steps a forecast looks ahead, hence h - 1 lags of dependence; 1 to the number of cases minus 1.</param>
    /// <param name="smallSample">Shrink the statistic by √((n + 1 - 2h + h(h - 1)/n) / n) and judge it by Student's t with n - 1 degrees of freedom (Harvey, Leybourne and Newbold 1997), else by the normal distribution.</param>
    /// <returns>Equal losses give statistic 0 and p-value 1.</returns>
    /// <remarks>O(cases · horizon); one array.</remarks>
    /// <exception cref="ArgumentException">Unequal lengths, a value that is not finite, a horizon out of range, or differences that are all the same and not 0: there is no spread to judge them by.</exception>
    public static DifferenceTest Test(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int horizon, bool smallSample = true)
    {
        var (differences, mean) = PairedLosses.Of(a, b);
        var n = differences.Length;
        Check.Range(n, 2, int.MaxValue, "number of losses");
        Check.Range(horizon, 1, n - 1, nameof(horizon));
        var variance = LongRunVariance(differences, mean, horizon);
        if (variance <= 0)
        {
            return mean == 0
                ? new DifferenceTest(0, 0, 1)
                : throw new ArgumentException($"a - b is {mean} in every case; differences without spread cannot be judged.", nameof(a));
        }

        var statistic = mean / Math.Sqrt(variance / n);
        if (!smallSample)
        {
            return new DifferenceTest(mean, statistic, 2 * Normal.Cdf(-Math.Abs(statistic)));
        }

        double h = horizon;
        statistic *= Math.Sqrt((n + 1 - (2 * h) + (h * (h - 1) / n)) / n);
        return new DifferenceTest(mean, statistic, 2 * StudentT.Cdf(-Math.Abs(statistic), n - 1));
    }

    private static double LongRunVariance(double[] values, double mean, int horizon)
    {
        var variance = 0.0;
        for (var lag = 0; lag < horizon; lag++)
        {
            var sum = 0.0;
            for (var i = lag; i < values.Length; i++)
            {
                sum += (values[i] - mean) * (values[i - lag] - mean);
            }

            variance += (lag == 0 ? 1 : 2 * (1 - ((double)lag / horizon))) * sum / values.Length;
        }

        return variance;
    }
}
