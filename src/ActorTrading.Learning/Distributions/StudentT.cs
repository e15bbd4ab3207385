namespace ActorTrading.Learning.Distributions;

/// <summary>Student's t distribution with real degrees of freedom.</summary>
public static class StudentT
{
    /// <summary>Beyond it the logarithms of gamma functions are so large that their difference loses digits, and the normal deviate loses none.</summary>
    private const double ManyDegrees = 120;

    /// <summary>P(T ≤ <paramref name="t"/>), through the incomplete beta function, and with many degrees of freedom through the normal distribution; absolute error under 1e-12.</summary>
    /// <param name="degreesOfFreedom">1e-6 to 1e9.</param>
    public static double Cdf(double t, double degreesOfFreedom)
    {
        Check.Range(degreesOfFreedom, 1e-6, 1e9, nameof(degreesOfFreedom));
        if (degreesOfFreedom > ManyDegrees)
        {
            return Normal.Cdf(NormalEquivalent(t, degreesOfFreedom));
        }

        var tail = 0.5 * SpecialFunctions.IncompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>ln of the density at <paramref name="t"/>.</summary>
    public static double LogDensity(double t, double degreesOfFreedom) =>
        LogDensityConstant(degreesOfFreedom) - ((degreesOfFreedom + 1) / 2 * Math.Log(1 + (t * t / degreesOfFreedom)));

    /// <summary>The t with P(T ≤ t) = <paramref name="probability"/>, by bisection to the last bits; about 60 evaluations of <see cref="Cdf"/>.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        Check.Range(probability, 1e-300, 1 - 1e-16, nameof(probability));
        var tail = Math.Min(probability, 1 - probability);
        double low = 0;
        double high = 1;
        while (Cdf(-high, degreesOfFreedom) > tail)
        {
            low = high;
            high *= 2;
        }

        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
            {
                return probability < 0.5 ? -middle : middle;
            }

            (low, high) = Cdf(-middle, degreesOfFreedom) > tail ? (middle, high) : (low, middle);
        }
    }

    /// <summary>The normal deviate of the same probability (Hill 1970, algorithm 395); relative error O(degrees⁻⁴).</summary>
    private static double NormalEquivalent(double t, double degreesOfFreedom)
    {
        var a = degreesOfFreedom - 0.5;
        var b = 48 * a * a;
        var ratio = t * t / degreesOfFreedom;
        var y = a * (ratio < 1e-3 ? ratio * (1 - (ratio * (0.5 - (ratio * ((1.0 / 3) - (ratio * (0.25 - (ratio / 5)))))))) : Math.Log(1 + ratio));
        var correction = (((((((-0.4 * y) - 3.3) * y) - 24) * y) - 85.5) / ((0.8 * y * y) + 100 + b)) + y + 3;
        return Math.CopySign(Math.Sqrt(y) * (1 + (correction / b)), t);
    }

    internal static double LogDensityConstant(double degreesOfFreedom) =>
        SpecialFunctions.LogGamma((degreesOfFreedom + 1) / 2) - SpecialFunctions.LogGamma(degreesOfFreedom / 2) - (0.5 * Math.Log(degreesOfFreedom * Math.PI));
}
