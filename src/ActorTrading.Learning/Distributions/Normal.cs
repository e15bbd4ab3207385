namespace ActorTrading.Learning.Distributions;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    private static readonly double InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    public static double Density(double x) => InverseRootTwoPi * Math.Exp(-x * x / 2);

    /// <summary>
    /// P(X ≤ <paramref name="x"/>): the series of odd powers within 2.5 deviations, the continued fraction of the tail beyond
    /// (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14). Relative error under 1e-12, in the lower tail as well; 0 below about -38.
    /// </summary>
    public static double Cdf(double x)
    {
        var far = Math.Abs(x);
        var tail = far < 2.5 ? 0.5 - CenterToX(far) : TailFraction(far);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The x with P(X ≤ x) = <paramref name="probability"/>: a rational start (Abramowitz and Stegun 1964, 26.2.23) and three steps of Halley's method.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        Check.Range(probability, 1e-300, 1 - 1e-16, nameof(probability));
        var tail = Math.Min(probability, 1 - probability);
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var x = ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))) - t;
        for (var step = 0; step < 3; step++)
        {
            var newton = (Cdf(x) - tail) / Density(x);
            x -= newton / (1 + (x * newton / 2));
        }

        return probability < 0.5 ? x : -x;
    }

    private static double CenterToX(double x)
    {
        var term = x;
        var sum = x;
        for (var odd = 3; term > sum * 1e-17; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return Density(x) * sum;
    }

    private static double TailFraction(double x)
    {
        // So many levels give every bit from 2.5 deviations on; the farther out, the fewer.
        var fraction = 0.0;
        for (var k = 2 + (int)(600 / (x * x)); k > 0; k--)
        {
            fraction = k / (x + fraction);
        }

        return Density(x) / (x + fraction);
    }
}
