using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Volume straight from the definitions.</summary>
internal static class DefinedVolume
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var all = new Dictionary<string, double[]>();
        AddTotals(x, all);
        AddKlinger(x, all);
        var (v, change) = (x.V, x.Change);
        var flow = With(x.Typical, v, (p, q) => p * q);
        var before = Ago(x.Typical, 1);
        var inflow = Sum(Each(x.Count, i => i == 0 ? double.NaN : x.Typical[i] > before[i] ? flow[i] : 0), 14);
        var outflow = Sum(Each(x.Count, i => i == 0 ? double.NaN : x.Typical[i] < before[i] ? flow[i] : 0), 14);
        all["vwap_20"] = Per(Sum(flow, 20), Sum(v, 20));
        all["volume_sma_20"] = Mean(v, 20);
        all["volume_ratio_20"] = Per(v, Mean(v, 20));
        all["volume_z_score_20"] = Over(v, 20, w => w.Distinct().Count() == 1 ? 0 : (w[^1] - w.Average()) / Math.Sqrt(Variance(w)));
        all["mfi_14"] = With(inflow, outflow, (a, b) => a + b == 0 ? 50 : 100 * a / (a + b));
        all["cmf_20"] = Per(Sum(With(x.Location, v, (l, q) => l * q), 20), Sum(v, 20));
        all["eom_14"] = Mean(Each(x.Count, i => i == 0 ? double.NaN : v[i] == 0 ? 0 : (x.Median[i] - x.Median[i - 1]) / (v[i] / x.Range[i] is var box && double.IsFinite(box) ? box : double.PositiveInfinity)), 14);
        all["force_13"] = Ema(With(v, change, (q, d) => q * d), 13);
        all["vzo_14"] = Over0(With(Ema(With(v, change, (q, d) => double.IsNaN(d) ? d : q * Math.Sign(d)), 14), y => 100 * y), Ema(With(v, change, (q, d) => q + (0 * d)), 14), 0);
        var located = Each(x.Count, i => i == 0 ? double.NaN : v[i] * TrueLocation(x, i));
        all["twiggs_21"] = Over0(Wilder(located, 21), Wilder(With(v, change, (q, d) => q + (0 * d)), 21), 0);
        all["pvo"] = With(Ema(v, 12), Ema(v, 26), (f, s) => s == 0 ? 0 : 100 * (f - s) / s);
        all["pvo_signal"] = Ema(all["pvo"], 9);
        all["pvo_histogram"] = Less(all["pvo"], all["pvo_signal"]);
        all["market_facilitation"] = Per(x.Range, v);
        return all;
    }

    private static double TrueLocation(DefinedBars x, int i)
    {
        var (high, low) = (Math.Max(x.H[i], x.C[i - 1]), Math.Min(x.L[i], x.C[i - 1]));
        return high > low ? ((2 * x.C[i]) - high - low) / (high - low) : 0;
    }

    private static void AddTotals(DefinedBars x, Dictionary<string, double[]> all)
    {
        var (v, c, r) = (x.V, x.C, x.Return);
        var (less, more) = (Ago(v, 1), Ago(v, 1));
        all["obv"] = Total(With(v, x.Change, (q, d) => double.IsNaN(d) ? 0 : d > 0 ? q : d < 0 ? -q : 0));
        all["ad_line"] = Total(With(v, x.Location, (q, l) => q * l));
        all["chaikin_oscillator"] = Less(Ema(all["ad_line"], 3), Ema(all["ad_line"], 10));
        all["pvt"] = Total(Each(x.Count, i => i == 0 ? 0 : v[i] * ((c[i] / c[i - 1]) - 1)));
        all["nvi"] = Total(Each(x.Count, i => v[i] < less[i] ? r[i] : 0));
        all["pvi"] = Total(Each(x.Count, i => v[i] > more[i] ? r[i] : 0));
        all["wad"] = Total(Each(x.Count, i => i == 0 || c[i] == c[i - 1] ? 0 : c[i] > c[i - 1] ? c[i] - Math.Min(c[i - 1], x.L[i]) : c[i] - Math.Max(c[i - 1], x.H[i])));
        all["vwap_session"] = Each(x.Count, i =>
        {
            var day = Enumerable.Range(0, i + 1).Where(k => DateOf(x.Times[k]) == DateOf(x.Times[i])).ToArray();
            var volume = day.Sum(k => v[k]);
            return volume == 0 ? double.NaN : day.Sum(k => v[k] * x.Typical[k]) / volume;
        });
    }

    private static DateTime DateOf(long microseconds) => DateTime.UnixEpoch.AddMicroseconds(microseconds).Date;

    private static void AddKlinger(DefinedBars x, Dictionary<string, double[]> all)
    {
        var force = Each(x.Count, _ => double.NaN);
        int Trend(int i) => x.Typical[i] > x.Typical[i - 1] ? 1 : -1;
        for (var i = 1; i < x.Count; i++)
        {
            // The range since the trend last turned, and of the bar before that.
            var from = i;
            while (from > 1 && Trend(from - 1) == Trend(i))
            {
                from--;
            }

            var cumulated = x.Range[(from - 1)..(i + 1)].Sum();
            force[i] = cumulated == 0 ? 0 : x.V[i] * Math.Abs(2 * ((x.Range[i] / cumulated) - 1)) * Trend(i) * 100;
        }

        all["klinger"] = Less(Ema(force, 34), Ema(force, 55));
        all["klinger_signal"] = Ema(all["klinger"], 13);
    }
}
