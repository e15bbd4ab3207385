using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Averages straight from their definitions.</summary>
internal static class DefinedAverages
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var c = x.C;
        var all = new Dictionary<string, double[]>();
        foreach (var n in new[] { 5, 10, 20, 50, 200 })
        {
            all[$"sma_{n}"] = Mean(c, n);
        }

        foreach (var n in new[] { 10, 12, 26, 50 })
        {
            all[$"ema_{n}"] = Ema(c, n);
        }

        var e1 = Ema(c, 20);
        var e2 = Ema(e1, 20);
        var e3 = Ema(e2, 20);
        var forecast = Over(c, 20, w => Line(w).Start + (20 * Line(w).Slope));
        var alma = Each(9, i => Math.Exp(-Math.Pow(i - 6.8, 2) / (2 * 1.5 * 1.5)));
        all["wma_20"] = Weighted(c, 20);
        all["hma_20"] = Weighted(With(Weighted(c, 10), Weighted(c, 20), (a, b) => (2 * a) - b), 4);
        all["vwma_20"] = Per(Sum(With(c, x.V, (p, v) => p * v), 20), Sum(x.V, 20));
        all["trima_20"] = Mean(Mean(c, 10), 11);
        all["alma_9"] = Over(c, 9, w => w.Zip(alma, (p, a) => p * a).Sum() / alma.Sum());
        all["lsma_20"] = Over(c, 20, w => Line(w).Start + (19 * Line(w).Slope));
        all["tsf_20"] = forecast;
        all["forecast_oscillator_20"] = With(c, Ago(forecast, 1), (p, f) => 100 * (p - f) / p);
        all["slope_20"] = Over(c, 20, w => Line(w).Slope);
        all["r_squared_20"] = Over(c, 20, w => Line(w).Fit);
        all["envelope_upper"] = With(Mean(c, 20), m => m * 1.025);
        all["envelope_lower"] = With(Mean(c, 20), m => m * 0.975);
        all["disparity_20"] = With(c, Mean(c, 20), (p, m) => 100 * (p - m) / m);
        all["dema_20"] = With(e1, e2, (a, b) => (2 * a) - b);
        all["tema_20"] = Each(x.Count, i => (3 * e1[i]) - (3 * e2[i]) + e3[i]);
        all["t3_5"] = T3(c);
        all["zlema_20"] = Ema(With(c, Ago(c, 9), (p, then) => p + (p - then)), 20);
        all["smma_14"] = Wilder(c, 14);
        all["super_smoother_10"] = Super(c);
        all["alligator_jaw"] = Wilder(x.Median, 13);
        all["alligator_teeth"] = Wilder(x.Median, 8);
        all["alligator_lips"] = Wilder(x.Median, 5);
        AddAdaptive(x, all);
        return all;
    }

    private static void AddAdaptive(DefinedBars x, Dictionary<string, double[]> all)
    {
        var c = x.C;
        var efficiency = Over0(With(Less(c, Ago(c, 10)), Math.Abs), Sum(With(x.Change, Math.Abs), 10), 0);
        var up = Sum(x.Rise, 9);
        var down = Sum(x.Fall, 9);
        var dimension = Each(x.Count, i => i < 15 ? double.NaN : Dimension(x, i));
        all["efficiency_ratio_10"] = efficiency;
        all["kama_10"] = Follow(c, 9, i => Math.Pow((efficiency[i] * ((2.0 / 3) - (2.0 / 31))) + (2.0 / 31), 2));
        all["kama_10"][9] = double.NaN;
        all["vidya_14"] = Follow(c, 8, i => up[i] + down[i] == 0 ? 0 : 2.0 / 15 * Math.Abs((up[i] - down[i]) / (up[i] + down[i])));
        all["vidya_14"][8] = double.NaN;
        all["fractal_dimension_16"] = dimension;
        all["frama_16"] = Follow(c, 15, i => Math.Min(1, Math.Max(0.01, Math.Exp(-4.6 * (dimension[i] - 1)))));
        var ginley = new double[x.Count];
        ginley[0] = c[0];
        for (var i = 1; i < x.Count; i++)
        {
            var m = ginley[i - 1];
            ginley[i] = m + ((c[i] - m) * Math.Min(1, 1 / (14 * Math.Pow(c[i] / m, 4))));
        }

        all["mcginley_14"] = Each(x.Count, i => i < 13 ? double.NaN : ginley[i]);
    }

    private static double[] Follow(double[] c, int start, Func<int, double> weight)
    {
        var result = Each(c.Length, _ => double.NaN);
        result[start] = c[start];
        for (var i = start + 1; i < c.Length; i++)
        {
            result[i] = (weight(i) * c[i]) + ((1 - weight(i)) * result[i - 1]);
        }

        return result;
    }

    private static double Dimension(DefinedBars x, int i)
    {
        double Width(int from, int to) => (x.H[from..to].Max() - x.L[from..to].Min()) / (to - from);
        var (older, newer, both) = (Width(i - 15, i - 7), Width(i - 7, i + 1), Width(i - 15, i + 1));
        return older + newer > 0 ? (Math.Log(older + newer) - Math.Log(both)) / Math.Log(2) : 1;
    }

    private static double[] T3(double[] c)
    {
        var e = new List<double[]> { c };
        for (var k = 0; k < 6; k++)
        {
            e.Add(Ema(e[^1], 5));
        }

        const double A = 0.7;
        return Each(c.Length, i => (-Math.Pow(A, 3) * e[6][i]) + (3 * A * A * (1 + A) * e[5][i]) - (3 * A * Math.Pow(1 + A, 2) * e[4][i]) + (Math.Pow(1 + A, 3) * e[3][i]));
    }

    private static double[] Super(double[] c)
    {
        var a = Math.Exp(-Math.Sqrt(2) * Math.PI / 10);
        var b = 2 * a * Math.Cos(Math.Sqrt(2) * Math.PI / 10);
        var s = new double[c.Length];
        for (var i = 0; i < c.Length; i++)
        {
            s[i] = i < 2 ? c[i] : ((1 - b + (a * a)) * (c[i] + c[i - 1]) / 2) + (b * s[i - 1]) - (a * a * s[i - 2]);
        }

        return Each(c.Length, i => i < 9 ? double.NaN : s[i]);
    }
}
