using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Statistics straight from the definitions.</summary>
internal static class DefinedStatistics
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var (r, c) = (x.Return, x.C);
        double Moment(double[] w, int k) => w.Average(v => Math.Pow(v - w.Average(), k));
        double Follows(double[] a, double[] b) => Variance(a) == 0 || Variance(b) == 0 ? double.NaN : Correlation(a, b);
        var skewness = Over(r, 50, w => Moment(w, 3) / Math.Pow(Moment(w, 2), 1.5));
        var kurtosis = Over(r, 50, w => (Moment(w, 4) / Math.Pow(Moment(w, 2), 2)) - 3);
        return new Dictionary<string, double[]>
        {
            ["log_return"] = r,
            ["skewness_50"] = skewness,
            ["kurtosis_50"] = kurtosis,
            ["jarque_bera_50"] = With(skewness, kurtosis, (s, k) => 50.0 / 6 * ((s * s) + (k * k / 4))),
            ["sharpe_50"] = Over(r, 50, w => w.Average() / Math.Sqrt(Variance(w))),
            ["sortino_50"] = Over(r, 50, w => w.Any(v => v < 0) ? w.Average() / Math.Sqrt(w.Average(v => v < 0 ? v * v : 0)) : double.NaN),
            ["drawdown_100"] = Over(c, 100, w => 1 - (w[^1] / w.Max())),
            ["max_drawdown_100"] = Over(c, 100, w => Enumerable.Range(0, 100).Max(i => w[..(i + 1)].Max() is var peak ? 1 - (w[i] / peak) : 0)),
            ["price_volume_correlation_20"] = Over(c, x.V, 20, Follows),
            ["half_life_50"] = Over(Ago(With(c, Math.Log), 1), r, 50, HalfLife),
            ["run_length"] = Each(x.Count, i => i == 0 ? double.NaN : Run(x.Change, i)),
            ["autocorrelation_1"] = Over(r, Ago(r, 1), 50, Follows),
            ["autocorrelation_2"] = Over(r, Ago(r, 2), 50, Follows),
            ["autocorrelation_5"] = Over(r, Ago(r, 5), 50, Follows),
            ["volatility_clustering_50"] = Over(With(r, Math.Abs), Ago(With(r, Math.Abs), 1), 50, Follows),
            ["variance_ratio_5"] = Over(With(c, Ago(c, 5), (a, b) => Math.Log(a / b)), r, 100, (five, one) => Variance(five) / (5 * Variance(one))),
            ["hurst_128"] = Hurst(c),
            ["sign_entropy_64"] = Over(r, 64, w => Entropy(w.Select(v => Math.Sign(v).ToString()), 3)),
            ["permutation_entropy_64"] = Over(c, 66, w => Entropy(Enumerable.Range(2, 64).Select(i => Order(w[(i - 2)..(i + 1)])), 6)),
        };
    }

    private static double HalfLife(double[] level, double[] change)
    {
        var b = Covariance(level, change) / Variance(level);
        return b is > -1 and < 0 ? -Math.Log(2) / Math.Log(1 + b) : double.NaN;
    }

    private static double Run(double[] change, int i)
    {
        var from = i;
        while (from > 1 && Math.Sign(change[from - 1]) == Math.Sign(change[i]))
        {
            from--;
        }

        return Math.Sign(change[i]) * (i - from + 1);
    }

    private static double[] Hurst(double[] c)
    {
        int[] scales = [1, 2, 4, 8, 16];
        var means = scales.Select(k => Mean(With(c, Ago(c, k), (a, b) => Math.Pow(Math.Log(a) - Math.Log(b), 2)), 128)).ToArray();
        var x = scales.Select(k => Math.Log(k)).ToArray();
        return Each(c.Length, i => means.Any(m => !(m[i] > 0)) ? double.NaN : Covariance(x, [.. means.Select(m => Math.Log(m[i]))]) / Variance(x) / 2);
    }

    private static double Entropy(IEnumerable<string> symbols, int kinds)
    {
        var all = symbols.ToList();
        return -all.GroupBy(s => s).Sum(g => (double)g.Count() / all.Count * Math.Log((double)g.Count() / all.Count)) / Math.Log(kinds);
    }

    private static string Order(double[] w) => string.Join(',', Enumerable.Range(0, 3).OrderBy(i => w[i]).ThenBy(i => i));
}
