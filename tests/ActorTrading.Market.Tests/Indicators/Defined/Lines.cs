namespace ActorTrading.Market.Tests.Indicators.Defined;

/// <summary>The plainest form of what definitions are made of: each value from its whole window again. NaN where a window is not full.</summary>
internal static class Lines
{
    public static double[] Each(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    /// <summary>A value of each full window of numbers, oldest first.</summary>
    public static double[] Over(double[] x, int n, Func<double[], double> value) =>
        Each(x.Length, i => i + 1 < n || x[(i + 1 - n)..(i + 1)].Any(double.IsNaN) ? double.NaN : value(x[(i + 1 - n)..(i + 1)]));

    public static double[] Sum(double[] x, int n) => Over(x, n, w => w.Sum());

    public static double[] Mean(double[] x, int n) => Over(x, n, w => w.Average());

    public static double[] Highest(double[] x, int n) => Over(x, n, w => w.Max());

    public static double[] Lowest(double[] x, int n) => Over(x, n, w => w.Min());

    public static double[] Weighted(double[] x, int n) => Over(x, n, w => w.Select((v, i) => v * (i + 1)).Sum() / (n * (n + 1) / 2));

    public static double Variance(double[] w) => w.Select(v => (v - w.Average()) * (v - w.Average())).Average();

    public static double[] Deviation(double[] x, int n) => Over(x, n, w => Math.Sqrt(Variance(w)));

    public static double[] Ago(double[] x, int k) => Each(x.Length, i => i < k ? double.NaN : x[i - k]);

    public static double[] With(double[] x, double[] y, Func<double, double, double> value) => Each(x.Length, i => value(x[i], y[i]));

    public static double[] With(double[] x, Func<double, double> value) => Each(x.Length, i => value(x[i]));

    public static double[] Less(double[] x, double[] y) => With(x, y, (a, b) => a - b);

    public static double[] Per(double[] x, double[] y) => With(x, y, (a, b) => b == 0 ? double.NaN : a / b);

    /// <summary>Exponential average that begins with the mean of the first n numbers.</summary>
    public static double[] Smooth(double[] x, int n, double weight)
    {
        var result = Each(x.Length, _ => double.NaN);
        var first = Array.FindIndex(x, v => !double.IsNaN(v));
        if (first < 0 || first + n > x.Length)
        {
            return result;
        }

        result[first + n - 1] = x[first..(first + n)].Average();
        for (var i = first + n; i < x.Length; i++)
        {
            result[i] = (weight * x[i]) + ((1 - weight) * result[i - 1]);
        }

        return result;
    }

    public static double[] Ema(double[] x, int n) => Smooth(x, n, 2.0 / (n + 1));

    public static double[] Wilder(double[] x, int n) => Smooth(x, n, 1.0 / n);

    /// <summary>Intercept at the oldest and slope of the least-squares line through a window, and R².</summary>
    public static (double Start, double Slope, double Fit) Line(double[] w)
    {
        var places = Each(w.Length, i => i);
        var slope = Covariance(places, w) / Variance(places);
        return (w.Average() - (slope * places.Average()), slope, Math.Pow(Correlation(places, w), 2));
    }

    public static double Covariance(double[] x, double[] y) => x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Average();

    public static double Correlation(double[] x, double[] y) => Covariance(x, y) / Math.Sqrt(Variance(x) * Variance(y));

    /// <summary>A value of each pair of full windows.</summary>
    public static double[] Over(double[] x, double[] y, int n, Func<double[], double[], double> value) => Each(
        x.Length,
        i => i + 1 < n || x[(i + 1 - n)..(i + 1)].Concat(y[(i + 1 - n)..(i + 1)]).Any(double.IsNaN) ? double.NaN : value(x[(i + 1 - n)..(i + 1)], y[(i + 1 - n)..(i + 1)]));

    /// <summary>A total from the first number on; NaN counts as nothing.</summary>
    public static double[] Total(double[] x)
    {
        var sum = 0.0;
        return Each(x.Length, i => sum += double.IsNaN(x[i]) ? 0 : x[i]);
    }

    public static double[] Over0(double[] x, double[] y, double otherwise) => With(x, y, (a, b) => b == 0 ? otherwise : a / b);
}
