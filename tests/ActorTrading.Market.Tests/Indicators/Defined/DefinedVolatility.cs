using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Volatility straight from the definitions.</summary>
internal static class DefinedVolatility
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var all = new Dictionary<string, double[]>();
        AddBands(x, all);
        AddEstimators(x, all);
        var smooth = Ema(x.Range, 10);
        var once = Ema(x.Range, 9);
        var deviation = Deviation(x.C, 10);
        var up = Wilder(With(deviation, x.Change, (s, d) => d > 0 ? s : 0 * s), 14);
        var down = Wilder(With(deviation, x.Change, (s, d) => d < 0 ? s : 0 * s), 14);
        all["choppiness_14"] = With(Sum(x.TrueRange, 14), Less(Highest(x.H, 14), Lowest(x.L, 14)), (path, width) => width == 0 ? double.NaN : 100 * Math.Log10(path / width) / Math.Log10(14));
        all["ulcer_14"] = With(Mean(With(x.C, Highest(x.C, 14), (c, h) => Math.Pow(100 * (c - h) / h, 2)), 14), Math.Sqrt);
        all["mass_25"] = Sum(Over0(once, Ema(once, 9), 1), 25);
        all["chaikin_volatility_10"] = With(smooth, Ago(smooth, 10), (a, b) => b == 0 ? double.NaN : 100 * (a - b) / b);
        all["relative_volatility_14"] = With(up, down, (u, d) => u + d == 0 ? 50 : 100 * u / (u + d));
        return all;
    }

    private static void AddBands(DefinedBars x, Dictionary<string, double[]> all)
    {
        var (mean, s) = (Mean(x.C, 20), Deviation(x.C, 20));
        var (ema, range) = (Ema(x.C, 20), Wilder(x.TrueRange, 10));
        double[] Band(double[] middle, double[] width, double k) => With(middle, width, (m, w) => m + (k * w));
        var steep = Each(x.Count, i => 4 * (x.H[i] - x.L[i]) / (x.H[i] + x.L[i]));
        all["bollinger_middle"] = mean;
        all["bollinger_upper"] = Band(mean, s, 2);
        all["bollinger_lower"] = Band(mean, s, -2);
        all["bollinger_width"] = Per(Less(all["bollinger_upper"], all["bollinger_lower"]), mean);
        all["bollinger_percent_b"] = Over0(Less(x.C, all["bollinger_lower"]), Less(all["bollinger_upper"], all["bollinger_lower"]), 0.5);
        all["deviation_20"] = s;
        all["z_score_20"] = Over0(Less(x.C, mean), s, 0);
        all["keltner_middle"] = ema;
        all["keltner_upper"] = Band(ema, range, 2);
        all["keltner_lower"] = Band(ema, range, -2);
        all["donchian_upper"] = Highest(x.H, 20);
        all["donchian_lower"] = Lowest(x.L, 20);
        all["donchian_middle"] = With(all["donchian_upper"], all["donchian_lower"], (a, b) => (a + b) / 2);
        all["squeeze"] = Each(x.Count, i => i < 19 ? double.NaN : s[i] < range[i] + ((ema[i] - mean[i]) / 2) && s[i] < range[i] - ((ema[i] - mean[i]) / 2) ? 1 : 0);
        all["acceleration_upper"] = Mean(With(x.H, steep, (h, k) => h * (1 + k)), 20);
        all["acceleration_lower"] = Mean(With(x.L, steep, (l, k) => l * (1 - k)), 20);
        all["true_range"] = x.TrueRange;
        all["atr_14"] = Wilder(x.TrueRange, 14);
        all["natr_14"] = With(all["atr_14"], x.C, (r, c) => 100 * r / c);
    }

    private static void AddEstimators(DefinedBars x, Dictionary<string, double[]> all)
    {
        var r = x.Return;
        var (before, twoBefore) = (Ago(r, 1), Ago(r, 2));
        double Ln(double a, double b) => Math.Log(a / b);
        double[] Root(double[] y) => With(y, v => Math.Sqrt(Math.Max(0, v)));
        var square = With(r, v => v * v);
        var satchell = Each(x.Count, i => (Ln(x.H[i], x.C[i]) * Ln(x.H[i], x.O[i])) + (Ln(x.L[i], x.C[i]) * Ln(x.L[i], x.O[i])));
        double[] Sample(double[] y) => Over(y, 20, w => Variance(w) * 20 / 19);
        var overnight = Sample(With(x.O, Ago(x.C, 1), Ln));
        var day = Sample(With(x.C, x.O, Ln));
        var k = 0.34 / (1.34 + (21.0 / 19));
        var drift = Mean(satchell, 20);
        var realised = Mean(square, 20);
        var bipower = Mean(With(r, before, (a, b) => Math.PI / 2 * Math.Abs(a * b)), 20);
        all["parkinson_20"] = Root(Mean(With(x.H, x.L, (h, l) => Math.Pow(Ln(h, l), 2) / (4 * Math.Log(2))), 20));
        all["garman_klass_20"] = Root(Mean(Each(x.Count, i => (Math.Pow(Ln(x.H[i], x.L[i]), 2) / 2) - (((2 * Math.Log(2)) - 1) * Math.Pow(Ln(x.C[i], x.O[i]), 2))), 20));
        all["rogers_satchell_20"] = Root(drift);
        all["yang_zhang_20"] = Root(Each(x.Count, i => overnight[i] + (k * day[i]) + ((1 - k) * drift[i])));
        all["realised_volatility_20"] = Root(realised);
        all["realised_volatility_100"] = Root(Mean(square, 100));
        var weighted = Smooth(square, 1, 0.06);
        all["ewma_volatility"] = Each(x.Count, i => i < 19 ? double.NaN : Math.Sqrt(weighted[i]));
        all["bipower_20"] = Root(bipower);
        all["min_rv_20"] = Root(Mean(With(r, before, (a, b) => Math.PI / (Math.PI - 2) * Math.Pow(Math.Min(Math.Abs(a), Math.Abs(b)), 2)), 20));
        all["med_rv_20"] = Root(Mean(Each(x.Count, i => i < 3 ? double.NaN
            : Math.PI / (6 - (4 * Math.Sqrt(3)) + Math.PI) * Math.Pow(new[] { r[i], before[i], twoBefore[i] }.Select(Math.Abs).Order().ElementAt(1), 2)), 20));
        all["jump_share_20"] = With(bipower, realised, (b, v) => double.IsNaN(b) ? b : v == 0 ? 0 : Math.Max(0, 1 - (b / v)));
        all["downside_deviation_20"] = Root(Mean(With(r, v => Math.Pow(Math.Min(v, 0), 2)), 20));
        all["downside_share_20"] = Over0(Mean(With(r, v => Math.Pow(Math.Min(v, 0), 2)), 20), realised, 0.5);
    }
}
