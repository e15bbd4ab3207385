
namespace ActorTrading.Market.Tests.Features;

/// <summary>
/// The features of one bar straight from their definitions in the catalogue: decimals where the definition has prices, sums over explicit index ranges,
/// recursions from the first bar on. Shares no code with the implementation.
/// </summary>
internal sealed class DefinedFeatures(Bar[] bars, Timeframe timeframe)
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly double[] _c = [.. bars.Select(b => (double)Fixed.ToDecimal(b.Close))];
    private readonly double[] _h = [.. bars.Select(b => (double)Fixed.ToDecimal(b.High))];
    private readonly double[] _l = [.. bars.Select(b => (double)Fixed.ToDecimal(b.Low))];
    private readonly double[] _o = [.. bars.Select(b => (double)Fixed.ToDecimal(b.Open))];
    private readonly double[] _v = [.. bars.Select(b => (double)Fixed.ToDecimal(b.Volume))];
    private readonly double[] _b = [.. bars.Select(b => (double)Fixed.ToDecimal(b.BuyVolume))];
    private double[] R => field ??= [.. Enumerable.Range(0, _c.Length).Select(i => i == 0 ? 0 : Math.Log(_c[i] / _c[i - 1]))];

    public Dictionary<string, double> At(int t)
    {
        int H(int hours, int least) => Math.Max(least, hours * 60 / timeframe.Minutes);
        int h4 = H(4, 2), h12 = H(12, 3), day = H(24, 4), d3 = H(72, 6), week = H(168, 12);
        IEnumerable<int> Over(int window) => Enumerable.Range(Math.Max(0, t - window + 1), Math.Min(window, t + 1));
        IEnumerable<int> OverAt(int at, int window) => Enumerable.Range(Math.Max(0, at - window + 1), Math.Min(window, at + 1));
        double Half(double meanSquare) => Math.Log(Math.Sqrt(meanSquare + 1e-12));
        double Vol(int window) => Half(Over(window).Average(i => R[i] * R[i]));
        double Ema(Func<int, double> value, double weight)
        {
            var average = value(0);
            for (var i = 1; i <= t; i++)
            {
                var w = Math.Max(weight, 1.0 / (i + 1));
                average = (w * value(i)) + ((1 - w) * average);
            }

            return average;
        }

        double Ewma(double halfLife) => Ema(i => R[i] * R[i], 1 - Math.Exp(-Math.Log(2) / halfLife));
        double Before(int i) => _c[Math.Max(0, i - 1)];
        double TrueRange(int i) => new[] { _h[i] - _l[i], Math.Abs(_h[i] - Before(i)), Math.Abs(_l[i] - Before(i)) }.Max();
        double LogTrue(int i) => Math.Log((TrueRange(i) / Before(i)) + 1e-6);
        double Park(int i) => Math.Pow(Math.Log(_h[i] / _l[i]), 2) / (4 * Math.Log(2));
        double Gk(int i) => Math.Max(0, (Math.Pow(Math.Log(_h[i] / _l[i]), 2) / 2) - (((2 * Math.Log(2)) - 1) * Math.Pow(Math.Log(_c[i] / _o[i]), 2)));
        double Range(int window) => Math.Log(Math.Log(Over(window).Max(i => _h[i]) / Over(window).Min(i => _l[i])) + 1e-6);
        double Deviation(IEnumerable<double> values) => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)));
        double Clamp(double value, double most) => Math.Max(-most, Math.Min(most, value));
        double Place(int window)
        {
            double low = Over(window).Min(i => _l[i]), high = Over(window).Max(i => _h[i]);
            return high > low ? (_c[t] - low) / (high - low) : 0.5;
        }

        var sigma = Math.Exp(Vol(day));
        double Return(int lag)
        {
            var k = Math.Min(lag, t);
            return Clamp(Math.Log(_c[t] / _c[t - k]) / sigma / Math.Sqrt(Math.Max(k, 1)), 20);
        }

        var f = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["log_abs_return"] = Half(R[t] * R[t]),
            ["log_vol_6"] = Vol(6),
            ["log_vol_4h"] = Vol(h4),
            ["log_vol_12h"] = Vol(h12),
            ["log_vol_24h"] = Vol(day),
            ["log_vol_3d"] = Vol(d3),
            ["log_vol_7d"] = Vol(week),
            ["log_ewma_vol_fast"] = Half(Ewma(3)),
            ["log_ewma_vol_12h"] = Half(Ewma(h12 + 1)),
            ["log_ewma_vol_3d"] = Half(Ewma(d3)),
            ["log_ewma_vol_7d"] = Half(Ewma(week)),
            ["log_parkinson_4h"] = Half(Over(h4).Average(Park)),
            ["log_parkinson_24h"] = Half(Over(day).Average(Park)),
            ["log_parkinson_7d"] = Half(Over(week).Average(Park)),
            ["log_garman_klass_4h"] = Half(Over(h4).Average(Gk)),
            ["log_garman_klass_24h"] = Half(Over(day).Average(Gk)),
            ["log_atr_14"] = Math.Log((Ema(TrueRange, 1.0 / 14) / _c[t]) + 1e-6),
            ["atr_ratio"] = Math.Log((Over(6).Average(i => TrueRange(i) / Before(i)) + 1e-6) / (Over(d3).Average(i => TrueRange(i) / Before(i)) + 1e-6)),
            ["log_true_range"] = LogTrue(t),
            ["log_range_24h"] = Range(day),
            ["log_range_7d"] = Range(week),
            ["vol_of_vol_24h"] = Deviation([.. Over(day).Select(LogTrue)]),
            ["vol_ratio_4h_24h"] = Vol(h4) - Vol(day),
            ["vol_ratio_24h_7d"] = Vol(day) - Vol(week),
            ["log_max_return_6"] = Math.Log(Over(6).Max(i => Math.Abs(R[i])) + 1e-6),
            ["log_max_return_24"] = Math.Log(Over(24).Max(i => Math.Abs(R[i])) + 1e-6),
            ["log_max_return_7d"] = Math.Log(Over(week).Max(i => Math.Abs(R[i])) + 1e-6),
        };

        var n = Over(day).Count();
        var square3 = Over(d3).Average(i => R[i] * R[i]) + 1e-12;
        f["semivariance_ratio_24h"] = Math.Log((Over(day).Sum(i => R[i] > 0 ? R[i] * R[i] : 0) + (n * 1e-12)) / (Over(day).Sum(i => R[i] < 0 ? R[i] * R[i] : 0) + (n * 1e-12)));
        f["autocorrelation_24h"] = Over(day).Sum(i => i == 0 ? 0 : R[i] * R[i - 1]) / (Over(day).Sum(i => R[i] * R[i]) + (n * 1e-12));
        f["skewness_3d"] = Over(d3).Average(i => Math.Pow(R[i], 3)) / Math.Pow(square3, 1.5);
        f["log_kurtosis_3d"] = Math.Log(1 + (Over(d3).Average(i => Math.Pow(R[i], 4)) / Math.Pow(square3, 2)));
        double top = Math.Max(_h[t], _o[t]), bottom = Math.Min(_l[t], _o[t]);
        f["body"] = top > bottom ? (_c[t] - _o[t]) / (top - bottom) : 0;
        f["shadow_balance"] = top > bottom ? (Math.Min(_o[t], _c[t]) - bottom - (top - Math.Max(_o[t], _c[t]))) / (top - bottom) : 0;

        var closed = Epoch.AddTicks((bars[t].OpenTime + timeframe.Length) * 10);
        var hour = closed.TimeOfDay.TotalHours / 24 * 2 * Math.PI;
        var weekday = ((int)closed.DayOfWeek + 6) % 7;
        var ofWeek = (weekday + closed.TimeOfDay.TotalDays) / 7 * 2 * Math.PI;
        f["hour_sin"] = Math.Sin(hour);
        f["hour_cos"] = Math.Cos(hour);
        f["hour_sin_2"] = Math.Sin(2 * hour);
        f["hour_cos_2"] = Math.Cos(2 * hour);
        f["week_sin"] = Math.Sin(ofWeek);
        f["week_cos"] = Math.Cos(ofWeek);
        f["weekend"] = closed.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        f["season_next"] = Math.Log(Season(t, closed, 1));
        f["season_next_4h"] = Math.Log(Season(t, closed, 4));
        f["log_expected_vol"] = f["log_ewma_vol_12h"] + f["season_next"];
        f["log_missing_bars"] = t == 0 ? 0 : Math.Log((bars[t].OpenTime - bars[t - 1].OpenTime) / timeframe.Length);

        foreach (var (name, lag) in new[] { ("1", 1), ("2", 2), ("3", 3), ("6", 6), ("12", 12), ("24h", day), ("3d", d3), ("7d", week) })
        {
            f[$"return_{name}"] = Return(lag);
        }

        var run = 0;
        for (var i = t; i > 0 && Math.Sign(R[i]) == Math.Sign(R[t]) && R[t] != 0; i--)
        {
            run += Math.Sign(R[t]);
        }

        f["run"] = Clamp(run, 20);
        double up = Ema(i => Math.Max(0, _c[i] - Before(i)), 1.0 / 14), down = Ema(i => Math.Max(0, Before(i) - _c[i]), 1.0 / 14);
        f["rsi_14"] = up + down > 0 ? 1 - (1 / (1 + (up / down))) : 0.5;
        f["macd_histogram"] = Clamp((Ema(i => _c[i], 2.0 / 13) - Ema(i => _c[i], 2.0 / 27) - MacdSignal(t)) / _c[t] / sigma, 20);
        f["stochastic_14"] = Place(14);
        var band = Over(20).Select(i => _c[i]).ToList();
        f["bollinger_b_20"] = Clamp(0.5 + ((_c[t] - band.Average()) / ((4 * Deviation(band)) + (1e-6 * band.Average()))), 5);
        f["log_bollinger_width_20"] = Math.Log((4 * Deviation(band) / band.Average()) + 1e-6);
        f["adx_14"] = Adx(t);
        var (plus, minus) = (Ema(Plus, 1.0 / 14), Ema(Minus, 1.0 / 14));
        f["direction_balance"] = plus + minus > 0 ? (plus - minus) / (plus + minus) : 0;
        var typical = OverAt(t, 20).Select(i => (_h[i] + _l[i] + _c[i]) / 3).ToList();
        f["cci_20"] = Clamp((typical[^1] - typical.Average()) / ((0.015 * typical.Average(v => Math.Abs(v - typical.Average()))) + (1e-6 * typical.Average())) / 100, 10);
        f["range_position_24h"] = Place(day);
        f["range_position_7d"] = Place(week);
        f["sma_gap_24h"] = Clamp(Math.Log(_c[t] / Over(day).Average(i => _c[i])) / sigma / Math.Sqrt(n), 20);
        f["sma_gap_7d"] = Clamp(Math.Log(_c[t] / Over(week).Average(i => _c[i])) / sigma / Math.Sqrt(Over(week).Count()), 20);
        f["ema_gap_12"] = Clamp(Math.Log(_c[t] / Ema(i => _c[i], 2.0 / 13)) / sigma, 20);
        f["ema_gap_3d"] = Clamp(Math.Log(_c[t] / Ema(i => _c[i], 2.0 / (d3 + 1))) / sigma, 100);
        f["drawdown_24h"] = Math.Log(_c[t] / Over(day).Max(i => _h[i]));
        f["rise_24h"] = Math.Log(_c[t] / Over(day).Min(i => _l[i]));
        f["drawdown_7d"] = Math.Log(_c[t] / Over(week).Max(i => _h[i]));
        f["rise_7d"] = Math.Log(_c[t] / Over(week).Min(i => _l[i]));

        double LogVolume(int i, double volume)
        {
            var mean = OverAt(i, week).Average(j => _v[j]);
            return mean > 0 ? Math.Log((volume / mean) + 0.01) : 0;
        }

        var logs = Enumerable.Range(Math.Max(0, t - week + 1), Math.Min(week, t + 1)).Select(i => LogVolume(i, _v[i])).ToList();
        double Score(List<double> values) => Clamp((values[^1] - values.Average()) / (Deviation(values) + 0.01), 10);
        f["log_volume"] = logs[^1];
        f["volume_score_24h"] = Score(logs[^n..]);
        f["volume_score_7d"] = Score(logs);
        f["log_volume_ratio_4h"] = LogVolume(t, Over(h4).Average(i => _v[i]));
        f["log_volume_ratio_24h"] = LogVolume(t, Over(day).Average(i => _v[i]));
        f["buy_share_24h"] = Over(day).Sum(i => _b[i]) > 0 ? (Over(day).Sum(i => _b[i]) / Over(day).Sum(i => _v[i])) - 0.5 : 0;
        f["signed_volume_24h"] = Over(day).Sum(i => _v[i]) > 0 ? Over(day).Sum(i => Math.Sign(R[i]) * _v[i]) / Over(day).Sum(i => _v[i]) : 0;
        return f;
    }

    private double Plus(int i) => i > 0 && _h[i] - _h[i - 1] is > 0 and var up && up > _l[i - 1] - _l[i] ? up : 0;

    private double Minus(int i) => i > 0 && _l[i - 1] - _l[i] is > 0 and var down && down > _h[i] - _h[i - 1] ? down : 0;

    private double MacdSignal(int t)
    {
        double fast = 0, slow = 0, signal = 0;
        for (var i = 0; i <= t; i++)
        {
            fast += Math.Max(2.0 / 13, 1.0 / (i + 1)) * (_c[i] - fast);
            slow += Math.Max(2.0 / 27, 1.0 / (i + 1)) * (_c[i] - slow);
            signal += Math.Max(2.0 / 10, 1.0 / (i + 1)) * (fast - slow - signal);
        }

        return signal;
    }

    private double Adx(int t)
    {
        double plus = 0, minus = 0, adx = 0;
        for (var i = 0; i <= t; i++)
        {
            var w = Math.Max(1.0 / 14, 1.0 / (i + 1));
            plus += w * (Plus(i) - plus);
            minus += w * (Minus(i) - minus);
            adx += w * ((plus + minus > 0 ? Math.Abs(plus - minus) / (plus + minus) : 0) - adx);
        }

        return adx;
    }

    private double Season(int t, DateTime from, int hours)
    {
        var slotHours = Math.Max(1.0, timeframe.Minutes / 60.0);
        var perSlot = slotHours * 60 / timeframe.Minutes;
        var slots = (int)(24 / slotHours);
        int Slot(DateTime at) => (int)(at.TimeOfDay.TotalHours / slotHours);
        var samples = Enumerable.Range(0, slots).Select(_ => new List<double>()).ToList();
        for (var i = 1; i <= t; i++)
        {
            if (bars[i].OpenTime - bars[i - 1].OpenTime == timeframe.Length)
            {
                samples[Slot(Epoch.AddTicks(bars[i].OpenTime * 10))].Add(Math.Abs(R[i]));
            }
        }

        double Weight(List<double> s, int i) => Math.Exp(-Math.Log(2) * (s.Count - 1 - i) / (30 * perSlot));
        double Weights(List<double> s) => s.Select((_, i) => Weight(s, i)).Sum();
        double Total(List<double> s) => s.Select((v, i) => v * Weight(s, i)).Sum();
        var total = samples.Sum(Total);
        if (total == 0)
        {
            return 1;
        }

        var mean = total / samples.Sum(Weights);
        var count = Math.Max(1, (int)(hours / slotHours));
        return Enumerable.Range(0, count).Select(k => samples[(Slot(from) + k) % slots])
            .Average(s => (Total(s) + (5 * perSlot * mean)) / ((Weights(s) + (5 * perSlot)) * mean));
    }
}
