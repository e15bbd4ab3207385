using static ActorTrading.Market.Tests.Indicators.Defined.Lines;

namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>Order flow and spreads straight from the definitions.</summary>
internal static class DefinedMicrostructure
{
    public static Dictionary<string, double[]> Of(DefinedBars x)
    {
        var (v, s, r, c) = (x.V, x.Signed, x.Return, x.C);
        double[] Known(double[] y) => With(y, n => n > 0 ? n : double.NaN);
        double Slope(double[] a, double[] b) => Covariance(a, b) / Variance(a);
        var value = With(c, v, (p, q) => p * q);
        var all = new Dictionary<string, double[]>
        {
            ["signed_volume_20"] = Sum(s, 20),
            ["order_flow_imbalance_20"] = Per(Sum(s, 20), Sum(v, 20)),
            ["buy_share_20"] = Per(Known(Sum(x.Buys, 20)), Sum(v, 20)),
            ["tick_imbalance_20"] = Mean(With(x.Change, d => double.IsNaN(d) ? d : Math.Sign(d)), 20),
            ["trade_intensity_20"] = Per(Known(Sum(x.Trades, 20)), Sum(x.Minutes, 20)),
            ["trade_size_20"] = Per(Sum(v, 20), Known(Sum(x.Trades, 20))),
            ["kyle_lambda_50"] = Over(s, x.Change, 50, Slope),
            ["hasbrouck_lambda_50"] = Over(With(s, c, (q, p) => Math.Sign(q) * Math.Sqrt(Math.Abs(q) * p)), r, 50, Slope),
            ["pastor_stambaugh_50"] = Over(Ago(With(r, value, (a, b) => double.IsNaN(a) ? a : Math.Sign(a) * b), 1), r, 50, Slope),
            ["amihud_20"] = Over(r, value, 20, (a, b) => a.Zip(b).Where(p => p.Second > 0).Select(p => Math.Abs(p.First) / p.Second).DefaultIfEmpty(double.NaN).Average()),
            ["vpin_50"] = Per(Sum(With(x.Buys, v, (b, q) => Math.Abs(b - (q - b))), 50), With(Sum(x.Buys, 50), Sum(v, 50), (b, q) => b > 0 ? q : double.NaN)),
            ["close_location"] = x.Location,
            ["vwap_gap"] = Each(x.Count, i => x.Value[i] > 0 && v[i] > 0 ? Math.Log(c[i] / (x.Value[i] / v[i])) : double.NaN),
            ["roll_spread_50"] = Over(Ago(r, 1), r, 50, (a, b) => 2 * Math.Sqrt(Math.Max(0, -Covariance(a, b)))),
        };
        var follows = Over(Ago(s, 1), s, 50, Correlation);
        all["flow_autocorrelation_50"] = Each(x.Count, i => i < 51 ? double.NaN : follows[i]);
        AddBulk(x, all);
        AddSpreads(x, all);
        return all;
    }

    private static void AddBulk(DefinedBars x, Dictionary<string, double[]> all)
    {
        var deviation = Deviation(x.Change, 50);
        var share = With(x.Change, deviation, (d, s) => double.IsNaN(s) ? s : s == 0 ? 0.5 : 1 / (1 + Math.Exp(-Math.PI * d / s / Math.Sqrt(3))));
        all["vpin_bulk_50"] = Per(Sum(With(x.V, share, (v, p) => Math.Abs((v * p) - (v * (1 - p)))), 50), Sum(x.V, 50));
    }

    private static void AddSpreads(DefinedBars x, Dictionary<string, double[]> all)
    {
        var k = 3 - (2 * Math.Sqrt(2));
        all["corwin_schultz_20"] = Mean(Each(x.Count, i =>
        {
            if (i == 0)
            {
                return double.NaN;
            }

            var b = Math.Pow(Math.Log(x.H[i] / x.L[i]), 2) + Math.Pow(Math.Log(x.H[i - 1] / x.L[i - 1]), 2);
            var g = Math.Pow(Math.Log(Math.Max(x.H[i], x.H[i - 1]) / Math.Min(x.L[i], x.L[i - 1])), 2);
            var a = ((Math.Sqrt(2 * b) - Math.Sqrt(b)) / k) - Math.Sqrt(g / k);
            return Math.Max(0, 2 * (Math.Exp(a) - 1) / (1 + Math.Exp(a)));
        }), 20);
        double Middle(int i) => (Math.Log(x.H[i]) + Math.Log(x.L[i])) / 2;
        all["abdi_ranaldo_20"] = Mean(Each(x.Count, i => i == 0 ? double.NaN : Math.Sqrt(Math.Max(0, 4 * (Math.Log(x.C[i - 1]) - Middle(i - 1)) * (Math.Log(x.C[i - 1]) - Middle(i))))), 20);
    }
}
