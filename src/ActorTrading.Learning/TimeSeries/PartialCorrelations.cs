namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Autoregressive coefficients seen as partial autocorrelations: exactly those between -1 and 1 belong to stationary processes,
/// so that an unconstrained search over their transformed values stays stationary (Barndorff-Nielsen and Schou 1973; Jones 1980).
/// </summary>
internal static class PartialCorrelations
{
    // Short of one, where the stationary variance and the recursion's inverse exist in doubles too.
    private const double Border = 1 - 1e-5;

    /// <summary>Jones' map of the real line to (-1, 1), applied to each value, and the Durbin-Levinson recursion.</summary>
    public static void ToCoefficients(ReadOnlySpan<double> free, Span<double> coefficients)
    {
        Span<double> last = stackalloc double[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = Border * Math.Tanh(free[k] / 2);
            coefficients[..k].CopyTo(last);
            coefficients[k] = partial;
            for (var j = 0; j < k; j++)
            {
                coefficients[j] = last[j] - (partial * last[k - 1 - j]);
            }
        }
    }

    /// <summary>The recursion backwards; false where the coefficients are not those of a process with partial correlations up to <paramref name="limit"/> in size.</summary>
    public static bool TryFromCoefficients(ReadOnlySpan<double> coefficients, double limit, Span<double> partials)
    {
        Span<double> last = stackalloc double[coefficients.Length];
        coefficients.CopyTo(partials);
        for (var k = coefficients.Length - 1; k >= 0; k--)
        {
            var partial = partials[k];
            if (!(Math.Abs(partial) <= limit))
            {
                return false;
            }

            partials[..k].CopyTo(last);
            for (var j = 0; j < k; j++)
            {
                partials[j] = (last[j] + (partial * last[k - 1 - j])) / (1 - (partial * partial));
            }
        }

        return true;
    }

    /// <summary>Values that <see cref="ToCoefficients"/> takes to these coefficients, or to their nearest kin: shrunk until they are well inside the region.</summary>
    public static void ToFree(Span<double> coefficients, Span<double> free)
    {
        while (!TryFromCoefficients(coefficients, 0.98, free))
        {
            var factor = 1.0;
            for (var j = 0; j < coefficients.Length; j++)
            {
                factor *= 0.9;
                coefficients[j] = double.IsFinite(coefficients[j]) ? coefficients[j] * factor : 0;
            }
        }

        for (var j = 0; j < free.Length; j++)
        {
            free[j] = 2 * Math.Atanh(free[j] / Border);
        }
    }
}
