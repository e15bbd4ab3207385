using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Momentum straight from the definitions.</summary>
internal static class DefinedMomentum
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var all = new Dictionary<string, double[]>();
        AddStrength(x, all);
        AddRanges(x, all);
        AddCrossovers(x, all);
        return all;
    }

    private static double[] Rsi(DefinedBars x, int n) =>
        With(Wilder(x.Rise, n), Wilder(x.Fall, n), (up, down) => up + down == 0 ? 50 : down == 0 ? 100 : 100 - (100 / (1 + (up / down))));

    private static double[] Place(double[] value, double[] highest, double[] lowest) =>
        Each(value.Length, i => highest[i] == lowest[i] ? 50 : 100 * (value[i] - lowest[i]) / (highest[i] - lowest[i]));

    private static void AddStrength(DefinedBars x, Dictionary<string, double[]> all)
    {
        var rsi = Rsi(x, 14);
        var (up, down) = (Sum(x.Rise, 14), Sum(x.Fall, 14));
        var before = Ago(x.C, 1);
        var pressure = Each(x.Count, i => x.C[i] - (i == 0 ? double.NaN : Math.Min(x.L[i], before[i])));
        var range = Each(x.Count, i => i == 0 ? double.NaN : x.TrueRange[i]);
        double[] Average(int n) => Over0(Sum(pressure, n), Sum(range, n), 0.5);
        var (seven, fourteen, twentyEight) = (Average(7), Average(14), Average(28));
        all["rsi_14"] = rsi;
        all["rsi_2"] = Rsi(x, 2);
        all["stoch_rsi"] = Place(rsi, Highest(rsi, 14), Lowest(rsi, 14));
        all["stoch_rsi_k"] = Mean(all["stoch_rsi"], 3);
        all["stoch_rsi_d"] = Mean(all["stoch_rsi_k"], 3);
        all["cmo_14"] = With(up, down, (u, d) => u + d == 0 ? 0 : 100 * (u - d) / (u + d));
        all["imi_14"] = With(Over0(Sum(With(x.Body, b => Math.Max(b, 0)), 14), Sum(With(x.Body, Math.Abs), 14), 0.5), v => 100 * v);
        all["psychological_12"] = Over(x.Change, 12, w => 100.0 * w.Count(d => d > 0) / 12);
        all["ultimate_oscillator"] = Each(x.Count, i => 100 * ((4 * seven[i]) + (2 * fourteen[i]) + twentyEight[i]) / 7);
        all["momentum_10"] = Less(x.C, Ago(x.C, 10));
        all["roc_12"] = x.Rate(12);
    }

    private static void AddRanges(DefinedBars x, Dictionary<string, double[]> all)
    {
        var fast = Place(x.C, Highest(x.H, 14), Lowest(x.L, 14));
        var (high, low) = (Highest(x.H, 10), Lowest(x.L, 10));
        double[] Four(double[] y) => Over(y, 4, w => (w[0] + (2 * w[1]) + (2 * w[2]) + w[3]) / 6);
        var vigor = Over0(Sum(Four(x.Body), 10), Sum(Four(x.Range), 10), 0);
        all["stochastic_fast_k"] = fast;
        all["stochastic_k"] = Mean(fast, 3);
        all["stochastic_d"] = Mean(all["stochastic_k"], 3);
        all["williams_r_14"] = Each(x.Count, i => i < 13 ? double.NaN : fast[i] - 100);
        all["cci_20"] = Over(x.Typical, 20, w => w.Distinct().Count() == 1 ? 0 : (w[^1] - w.Average()) / (0.015 * w.Average(v => Math.Abs(v - w.Average()))));
        AddFisher(x, all);
        all["smi_10"] = Over0(
            With(Ema(Ema(With(x.C, With(high, low, (h, l) => (h + l) / 2), (c, m) => c - m), 3), 3), v => 200 * v),
            Ema(Ema(Less(high, low), 3), 3),
            0);
        all["bop_14"] = Mean(With(Over0(x.Body, x.Range, 0), b => Math.Max(-1, Math.Min(1, b))), 14);
        all["vigor_10"] = vigor;
        all["vigor_signal_10"] = Four(vigor);
        all["qstick_8"] = Mean(x.Body, 8);
    }

    // The recursion runs from the first bar, over what there is of its window; the definition holds from the tenth on.
    private static void AddFisher(DefinedBars x, Dictionary<string, double[]> all)
    {
        double pressed = 0, fisher = 0;
        var line = new double[x.Count];
        for (var i = 0; i < x.Count; i++)
        {
            var w = x.Median[Math.Max(0, i - 9)..(i + 1)];
            var place = w.Max() > w.Min() ? (w[^1] - w.Min()) / (w.Max() - w.Min()) : 0.5;
            pressed = Math.Max(-0.999, Math.Min(0.999, (0.66 * (place - 0.5)) + (0.67 * pressed)));
            fisher = Math.Atanh(pressed) + (fisher / 2);
            line[i] = fisher;
        }

        all["fisher_10"] = Each(x.Count, i => i < 9 ? double.NaN : line[i]);
        all["fisher_trigger_10"] = Ago(all["fisher_10"], 1);
    }

    private static void AddCrossovers(DefinedBars x, Dictionary<string, double[]> all)
    {
        var c = x.C;
        var triple = Ema(Ema(Ema(c, 15), 15), 15);
        var elder = Ema(c, 13);
        void Signal(string name, double[] line, int n, string signal, string? histogram = null)
        {
            all[name] = line;
            all[signal] = Ema(line, n);
            if (histogram is not null)
            {
                all[histogram] = Less(line, all[signal]);
            }
        }

        Signal("macd", Less(Ema(c, 12), Ema(c, 26)), 9, "macd_signal", "macd_histogram");
        Signal("ppo", With(Ema(c, 12), Ema(c, 26), (f, s) => 100 * (f - s) / s), 9, "ppo_signal", "ppo_histogram");
        Signal("trix_15", With(triple, Ago(triple, 1), (a, b) => 100 * (a - b) / b), 9, "trix_signal_15");
        Signal("tsi", Over0(With(Ema(Ema(x.Change, 25), 13), v => 100 * v), Ema(Ema(With(x.Change, Math.Abs), 25), 13), 0), 7, "tsi_signal");
        all["awesome_oscillator"] = Less(Mean(x.Median, 5), Mean(x.Median, 34));
        all["accelerator_oscillator"] = Less(all["awesome_oscillator"], Mean(all["awesome_oscillator"], 5));
        all["dpo_20"] = Less(Ago(c, 11), Mean(c, 20));
        all["bull_power_13"] = Less(x.H, elder);
        all["bear_power_13"] = Less(x.L, elder);
        var (a, b, d, e) = (Mean(x.Rate(10), 10), Mean(x.Rate(15), 10), Mean(x.Rate(20), 10), Mean(x.Rate(30), 15));
        all["kst"] = Each(x.Count, i => a[i] + (2 * b[i]) + (3 * d[i]) + (4 * e[i]));
        all["kst_signal"] = Mean(all["kst"], 9);
        all["coppock"] = Weighted(With(x.Rate(14), x.Rate(11), (p, q) => p + q), 10);
    }
}
