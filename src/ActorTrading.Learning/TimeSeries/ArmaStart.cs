namespace ActorTrading.Learning.TimeSeries;

/// <summary>First estimates by regression (Hannan and Rissanen 1982): a long autoregression gives the innovations, on which and on its own past the series is regressed.</summary>
internal static class ArmaStart
{
    /// <summary>Free values of the autoregressive and the moving-average part; zeros where the series is too short to say.</summary>
    public static double[] Estimate(double[] series, int p, int q, bool constant)
    {
        var mean = constant ? series.Average() : 0;
        double[] w = [.. series.Select(v => v - mean)];
        var free = new double[p + q];
        var lags = q == 0 ? p : (int)Math.Min(10 * Math.Log10(w.Length), w.Length / 4.0);
        if (w.Length <= lags + p + q + 2 || lags < 1)
        {
            return free;
        }

        var coefficients = YuleWalker(w, lags);
        if (q > 0)
        {
            coefficients = Regress(w, Innovations(w, coefficients), lags, p, q);
        }

        for (var j = p; j < p + q; j++)
        {
            coefficients[j] = -coefficients[j];
        }

        PartialCorrelations.ToFree(coefficients.AsSpan(0, p), free.AsSpan(0, p));
        PartialCorrelations.ToFree(coefficients.AsSpan(p, q), free.AsSpan(p));
        return free;
    }

    /// <summary>Autoregression from the autocovariances by Levinson's recursion; always stationary.</summary>
    private static double[] YuleWalker(double[] w, int lags)
    {
        var covariances = new double[lags + 1];
        for (var k = 0; k <= lags; k++)
        {
            for (var t = k; t < w.Length; t++)
            {
                covariances[k] += w[t] * w[t - k];
            }
        }

        var coefficients = new double[lags];
        var last = new double[lags];
        var variance = covariances[0];
        for (var k = 0; k < lags && variance > 0; k++)
        {
            var rest = covariances[k + 1];
            for (var j = 0; j < k; j++)
            {
                rest -= coefficients[j] * covariances[k - j];
            }

            var partial = rest / variance;
            coefficients.CopyTo(last, 0);
            coefficients[k] = partial;
            for (var j = 0; j < k; j++)
            {
                coefficients[j] = last[j] - (partial * last[k - 1 - j]);
            }

            variance *= 1 - (partial * partial);
        }

        return coefficients;
    }

    private static double[] Innovations(double[] w, double[] ar)
    {
        var innovations = new double[w.Length];
        for (var t = ar.Length; t < w.Length; t++)
        {
            innovations[t] = w[t];
            for (var j = 0; j < ar.Length; j++)
            {
                innovations[t] -= ar[j] * w[t - 1 - j];
            }
        }

        return innovations;
    }

    private static double[] Regress(double[] w, double[] innovations, int lags, int p, int q)
    {
        var n = p + q;
        var (gram, moments, row) = (new double[n * n], new double[n], new double[n]);
        for (var t = lags + Math.Max(p, q); t < w.Length; t++)
        {
            for (var j = 0; j < n; j++)
            {
                row[j] = j < p ? w[t - 1 - j] : innovations[t - 1 - (j - p)];
            }

            for (var j = 0; j < n; j++)
            {
                moments[j] += row[j] * w[t];
                for (var k = 0; k <= j; k++)
                {
                    gram[(j * n) + k] += row[j] * row[k];
                }
            }
        }

        for (var j = 0; j < n; j++)
        {
            gram[(j * n) + j] *= 1 + 1e-8;
        }

        return Cholesky.TrySolve(gram, moments) ? moments : new double[n];
    }
}
