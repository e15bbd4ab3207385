namespace ActorTrading.Learning.TimeSeries;

/// <summary>Means and variances of the values to come, given where the filter stands.</summary>
internal static class ArimaPath
{
    /// <summary>
    /// The state goes on without news for the means. The error at step k is the response C of the integrated series to the state
    /// error, with covariance P, and to the innovations from the second step on.
    /// </summary>
    /// <param name="latest">Latest value of the series and of its differences below the last.</param>
    /// <param name="forecasts">All steps, or empty.</param>
    /// <returns>The last step.</returns>
    public static ArimaForecast Walk(ArmaFilter filter, ReadOnlySpan<double> latest, double mean, double variance, int horizon, Span<ArimaForecast> forecasts)
    {
        var r = filter.Size;
        var d = latest.Length;
        var ar = filter.Ar;
        var ma = filter.Ma;
        Span<double> state = stackalloc double[r + 1];
        Span<double> levels = stackalloc double[d + 1];
        Span<double> responses = stackalloc double[(d + 1) * r];
        filter.State.CopyTo(state);
        latest.CopyTo(levels);
        responses.Clear();
        var innovations = 0.0;
        var forecast = default(ArimaForecast);
        for (var step = 0; step < horizon; step++)
        {
            levels[d] = state[0] + mean;
            Move(responses, r, ar, step == 0);
            for (var k = d - 1; k >= 0; k--)
            {
                levels[k] += levels[k + 1];
            }

            var known = responses[(d * r)..];
            var share = Quadratic(known, filter.Covariance) + innovations;
            var echo = 0.0;
            for (var i = 0; i < r; i++)
            {
                echo += known[i] * ma[i];
            }

            innovations += echo * echo;
            Advance(state, ar);
            forecast = new ArimaForecast(levels[0], variance * share);
            if (forecasts.Length > 0)
            {
                forecasts[step] = forecast;
            }
        }

        return forecast;
    }

    /// <summary>The response of the differenced series to each state one step later, and its sums, one row for each difference.</summary>
    private static void Move(Span<double> responses, int r, ReadOnlySpan<double> ar, bool first)
    {
        var row = responses[..r];
        var head = first ? 1.0 : 0.0;
        for (var i = 0; i < r; i++)
        {
            head += row[i] * ar[i];
        }

        for (var i = r - 1; i > 0; i--)
        {
            row[i] = row[i - 1];
        }

        row[0] = head;
        for (var k = r; k < responses.Length; k++)
        {
            responses[k] += responses[k - r];
        }
    }

    private static void Advance(Span<double> state, ReadOnlySpan<double> ar)
    {
        var head = state[0];
        state[^1] = 0;
        for (var i = 0; i < ar.Length; i++)
        {
            state[i] = (ar[i] * head) + state[i + 1];
        }
    }

    private static double Quadratic(ReadOnlySpan<double> x, ReadOnlySpan<double> matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
            {
                sum += x[i] * matrix[(i * x.Length) + j] * x[j];
            }
        }

        return sum;
    }
}
