using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Scoring;

/// <summary>
/// The Sharpe ratio of a series of returns with the moments that say how sure it is. All ratios are per period, not annualised:
/// times √365 is a year of daily returns of a market that never closes.
/// </summary>
/// <param name="Ratio">Mean return by its standard deviation.</param>
/// <param name="Count">Returns it was taken from.</param>
/// <param name="Skewness">Third standardised moment.</param>
/// <param name="Kurtosis">Fourth standardised moment; 3 for the normal distribution.</param>
public readonly record struct SharpeRatio(double Ratio, int Count, double Skewness, double Kurtosis)
{
    private const double EulerGamma = 0.57721566490153286;

    /// <param name="returns">Excess returns per period, at least 2, not all the same.</param>
    /// <exception cref="ArgumentException">Fewer than two returns, one that is not finite, or no spread.</exception>
    public static SharpeRatio Of(ReadOnlySpan<double> returns)
    {
        Check.Range(returns.Length, 2, int.MaxValue, "number of returns");
        Check.Finite(returns, nameof(returns));
        var n = returns.Length;
        var mean = 0.0;
        for (var i = 0; i < n; i++)
        {
            mean += (returns[i] - mean) / (i + 1);
        }

        double second = 0, third = 0, fourth = 0;
        foreach (var value in returns)
        {
            var d = value - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }

        var variance = second / n;
        if (!(variance * variance > 0) || !double.IsFinite(fourth))
        {
            throw new ArgumentException($"The {n} returns have variance {variance}; a Sharpe ratio needs a spread that is neither 0 nor beyond numbers.", nameof(returns));
        }

        return new SharpeRatio(mean / Math.Sqrt(second / (n - 1)), n, third / n / (variance * Math.Sqrt(variance)), fourth / n / (variance * variance));
    }

    /// <summary>
    /// Probability that the true ratio is over a benchmark: Φ((SR - SR*) √(T - 1) / √(1 - g₃ SR + (g₄ - 1)/4 SR²))
    /// (Bailey and López de Prado 2012).
    /// </summary>
    /// <param name="benchmark">Ratio per period to beat.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range, or no distribution has this skewness and kurtosis (it needs g₄ ≥ 1 + g₃²).</exception>
    public double Probabilistic(double benchmark = 0)
    {
        Check.Range(Count, 2, int.MaxValue, nameof(Count));
        Check.Range(Ratio, -1e6, 1e6, nameof(Ratio));
        Check.Range(benchmark, -1e6, 1e6, nameof(benchmark));
        Check.Range(Skewness, -1e6, 1e6, nameof(Skewness));
        Check.Range(Kurtosis, (1 + (Skewness * Skewness)) * (1 - 1e-9), 1e18, nameof(Kurtosis));

        // Two-point distributions alone can bring the variance to 0; rounding must not take it below.
        var variance = Math.Max(1e-300, 1 - (Skewness * Ratio) + ((Kurtosis - 1) / 4 * Ratio * Ratio));
        return Normal.Cdf((Ratio - benchmark) * Math.Sqrt(Count - 1.0) / Math.Sqrt(variance));
    }

    /// <summary>
    /// Probability that the true ratio is over what the best of many worthless trials would show: the probabilistic ratio against
    /// <see cref="ExpectedMaximum"/> (Bailey and López de Prado 2014). Over 0.95 is the usual demand.
    /// </summary>
    /// <param name="trials">Independent trials made, from 2; N correlated ones count as N(1 - rho) + rho.</param>
    /// <param name="varianceOfTrials">Variance of the trials' ratios, per period, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public double Deflated(double trials, double varianceOfTrials) => Probabilistic(ExpectedMaximum(trials, varianceOfTrials));

    /// <summary>√V [(1 - γ) Φ⁻¹(1 - 1/N) + γ Φ⁻¹(1 - 1/(N e))]: the largest ratio to be expected of N trials without skill.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double ExpectedMaximum(double trials, double varianceOfTrials)
    {
        Check.Range(trials, 2, 1e15, nameof(trials));
        Check.Range(varianceOfTrials, 0, 1e6, nameof(varianceOfTrials));
        var factor = ((1 - EulerGamma) * -Normal.Quantile(1 / trials)) + (EulerGamma * -Normal.Quantile(1 / (trials * Math.E)));
        return Math.Sqrt(varianceOfTrials) * factor;
    }
}
