using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Trend straight from the definitions.</summary>
internal static class DefinedTrend
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var all = new Dictionary<string, double[]>();
        AddDirection(x, all);
        var range22 = Wilder(x.TrueRange, 22);
        double[] Middle(int n) => With(Highest(x.H, n), Lowest(x.L, n), (h, l) => (h + l) / 2);
        all["ichimoku_conversion"] = Middle(9);
        all["ichimoku_base"] = Middle(26);
        all["ichimoku_span_a"] = Ago(With(Middle(9), Middle(26), (a, b) => (a + b) / 2), 26);
        all["ichimoku_span_b"] = Ago(Middle(52), 26);
        all["ichimoku_lagging"] = Less(x.C, Ago(x.C, 26));
        all["chandelier_long_22"] = With(Highest(x.H, 22), range22, (h, r) => h - (3 * r));
        all["chandelier_short_22"] = With(Lowest(x.L, 22), range22, (l, r) => l + (3 * r));
        AddParabolic(x, all);
        AddSuperTrend(x, all);
        return all;
    }

    private static void AddDirection(DefinedBars x, Dictionary<string, double[]> all)
    {
        var range = Each(x.Count, i => i == 0 ? double.NaN : x.TrueRange[i]);
        double Up(int i) => x.H[i] - x.H[i - 1];
        double Down(int i) => x.L[i - 1] - x.L[i];
        var plus = Each(x.Count, i => i == 0 ? double.NaN : Up(i) > Down(i) ? Math.Max(Up(i), 0) : 0);
        var minus = Each(x.Count, i => i == 0 ? double.NaN : Down(i) > Up(i) ? Math.Max(Down(i), 0) : 0);
        double[] Indicator(double[] movement) => Over0(With(Wilder(movement, 14), v => 100 * v), Wilder(range, 14), 0);
        all["plus_di_14"] = Indicator(plus);
        all["minus_di_14"] = Indicator(minus);
        var index = With(all["plus_di_14"], all["minus_di_14"], (p, m) => p + m == 0 ? 0 : 100 * Math.Abs(p - m) / (p + m));
        all["adx_14"] = Wilder(index, 14);
        all["adxr_14"] = With(all["adx_14"], Ago(all["adx_14"], 14), (a, b) => (a + b) / 2);
        all["vortex_plus_14"] = Per(Sum(With(x.H, Ago(x.L, 1), (h, l) => Math.Abs(h - l)), 14), Sum(range, 14));
        all["vortex_minus_14"] = Per(Sum(With(x.L, Ago(x.H, 1), (l, h) => Math.Abs(l - h)), 14), Sum(range, 14));
        all["aroon_up_25"] = Over(x.H, 26, w => 100.0 * Array.LastIndexOf(w, w.Max()) / 25);
        all["aroon_down_25"] = Over(x.L, 26, w => 100.0 * Array.LastIndexOf(w, w.Min()) / 25);
        all["aroon_oscillator_25"] = Less(all["aroon_up_25"], all["aroon_down_25"]);
        all["vhf_28"] = Per(Less(Highest(x.C, 28), Lowest(x.C, 28)), Sum(With(x.Change, Math.Abs), 28));
    }

    private static void AddParabolic(DefinedBars x, Dictionary<string, double[]> all)
    {
        var line = Each(x.Count, _ => double.NaN);
        var side = Each(x.Count, _ => double.NaN);
        var rising = x.C[1] >= x.C[0];
        var stop = rising ? x.L[0] : x.H[0];
        var extreme = rising ? Math.Max(x.H[0], x.H[1]) : Math.Min(x.L[0], x.L[1]);
        var factor = 0.02;
        (line[1], side[1]) = (stop, rising ? 1 : -1);
        for (var i = 2; i < x.Count; i++)
        {
            stop = stop + (factor * (extreme - stop));
            if (rising)
            {
                stop = new[] { stop, x.L[i - 1], x.L[i - 2] }.Min();
                if (x.L[i] < stop)
                {
                    (rising, stop, extreme, factor) = (false, Math.Max(extreme, x.H[i]), x.L[i], 0.02);
                }
                else if (x.H[i] > extreme)
                {
                    (extreme, factor) = (x.H[i], Math.Min(factor + 0.02, 0.2));
                }
            }
            else
            {
                stop = new[] { stop, x.H[i - 1], x.H[i - 2] }.Max();
                if (x.H[i] > stop)
                {
                    (rising, stop, extreme, factor) = (true, Math.Min(extreme, x.L[i]), x.H[i], 0.02);
                }
                else if (x.L[i] < extreme)
                {
                    (extreme, factor) = (x.L[i], Math.Min(factor + 0.02, 0.2));
                }
            }

            (line[i], side[i]) = (stop, rising ? 1 : -1);
        }

        all["parabolic_sar"] = line;
        all["parabolic_trend"] = side;
    }

    private static void AddSuperTrend(DefinedBars x, Dictionary<string, double[]> all)
    {
        var range = Wilder(x.TrueRange, 10);
        var line = Each(x.Count, _ => double.NaN);
        var side = Each(x.Count, _ => double.NaN);
        double upper = double.NaN, lower = double.NaN;
        var rising = x.C[9] >= x.Median[9];
        for (var i = 9; i < x.Count; i++)
        {
            var (above, below) = (x.Median[i] + (3 * range[i]), x.Median[i] - (3 * range[i]));
            upper = i == 9 || above < upper || x.C[i - 1] > upper ? above : upper;
            lower = i == 9 || below > lower || x.C[i - 1] < lower ? below : lower;
            if (i > 9 && rising && x.C[i] < lower)
            {
                rising = false;
            }
            else if (i > 9 && !rising && x.C[i] > upper)
            {
                rising = true;
            }

            (line[i], side[i]) = rising ? (lower, 1) : (upper, -1);
        }

        all["supertrend"] = line;
        all["supertrend_trend"] = side;
    }
}
