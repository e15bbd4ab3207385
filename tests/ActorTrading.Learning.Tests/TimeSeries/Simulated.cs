namespace ActorTrading.Learning.Tests.TimeSeries;

/// <summary>Seeded series with known parameters, and densities by their definition.</summary>
internal static class Simulated
{
    /// <summary>ARMA values with standard normal innovations around <paramref name="mean"/>, after 300 that are thrown away.</summary>
    public static double[] Arma(int count, double[] ar, double[] ma, double mean, int seed)
    {
        var random = new Random(seed);
        var w = new double[count + 300];
        var e = new double[w.Length];
        for (var t = 0; t < w.Length; t++)
        {
            e[t] = Samples.Normal(random);
            w[t] = e[t];
            for (var i = 0; i < ar.Length && i < t; i++)
            {
                w[t] += ar[i] * w[t - 1 - i];
            }

            for (var j = 0; j < ma.Length && j < t; j++)
            {
                w[t] += ma[j] * e[t - 1 - j];
            }
        }

        return [.. w[300..].Select(v => v + mean)];
    }

    public static double[] Integrate(double[] differences)
    {
        var sum = 100.0;
        return [sum, .. differences.Select(w => sum += w)];
    }

    public static double[] Garch(int count, double omega, double alpha, double beta, int seed, double mean = 0, int degrees = 0)
    {
        var random = new Random(seed);
        var variance = omega / (1 - alpha - beta);
        var returns = new double[count];
        for (var t = 0; t < count; t++)
        {
            var draw = Samples.Normal(random);
            if (degrees > 0)
            {
                // Student's t by its definition, scaled to variance one.
                var squares = Enumerable.Range(0, degrees).Sum(_ => Math.Pow(Samples.Normal(random), 2));
                draw *= Math.Sqrt((degrees - 2) / squares);
            }

            var error = Math.Sqrt(variance) * draw;
            returns[t] = mean + error;
            variance = omega + (alpha * error * error) + (beta * variance);
        }

        return returns;
    }

    /// <summary>Autocovariances of an ARMA process with unit innovations: Σ ψ_i·ψ_{i+k} over its first 4,000 weights.</summary>
    public static double[] Autocovariances(double[] ar, double[] ma, int lags)
    {
        var psi = new double[4000];
        for (var t = 0; t < psi.Length; t++)
        {
            psi[t] = t == 0 ? 1 : t <= ma.Length ? ma[t - 1] : 0;
            for (var i = 0; i < ar.Length && i < t; i++)
            {
                psi[t] += ar[i] * psi[t - 1 - i];
            }
        }

        return [.. Enumerable.Range(0, lags).Select(k => Enumerable.Range(0, psi.Length - k).Sum(i => psi[i] * psi[i + k]))];
    }

    /// <summary>Log-density of a multivariate normal vector whose covariance is Toeplitz, by Gaussian elimination of the whole matrix.</summary>
    public static double LogDensity(double[] values, double[] autocovariances)
    {
        var n = values.Length;
        var a = new double[n, n];
        var x = (double[])values.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                a[i, j] = autocovariances[Math.Abs(i - j)];
            }
        }

        var (logDeterminant, quadratic) = (0.0, 0.0);
        for (var k = 0; k < n; k++)
        {
            logDeterminant += Math.Log(a[k, k]);
            quadratic += x[k] * x[k] / a[k, k];
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                x[i] -= factor * x[k];
                for (var j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return -0.5 * ((n * Math.Log(2 * Math.PI)) + logDeterminant + quadratic);
    }
}
