using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Scoring;

/// <summary>
/// Continuous ranked probability score ∫ (F(x) - 1{x ≥ y})² dx of a forecast distribution F for an outcome y, in the outcome's
/// unit; lower is better, and a point forecast scores its absolute error (Gneiting and Raftery 2007).
/// </summary>
public static class Crps
{
    /// <summary>Beyond it, squares of standardised distances would leave the range of double.</summary>
    private const double Largest = 1e100;

    /// <summary>F is the empirical distribution of <paramref name="ascending"/>: equals mean |x - y| - ½ mean |x - x'| over all pairs.</summary>
    /// <param name="ascending">Members of an ensemble in ascending order, at least one.</param>
    /// <remarks>O(members): the integral piece by piece, every piece at least 0, so nothing cancels. No allocation.</remarks>
    /// <exception cref="ArgumentException">No member, a value that is not finite, or members that descend.</exception>
    public static double Ensemble(ReadOnlySpan<double> ascending, double outcome)
    {
        Check.Range(ascending.Length, 1, int.MaxValue, "number of members");
        Check.Finite(ascending, nameof(ascending));
        CheckOutcome(outcome);
        var n = ascending.Length;
        var score = Math.Max(0, ascending[0] - outcome) + Math.Max(0, outcome - ascending[n - 1]);
        for (var i = 1; i < n; i++)
        {
            var (low, high) = (ascending[i - 1], ascending[i]);
            if (high < low)
            {
                throw new ArgumentException($"Member {i} is {high}, less than {low} before it; members must ascend.", nameof(ascending));
            }

            var split = Math.Clamp(outcome, low, high);
            var below = (double)i / n;
            score += (below * below * (split - low)) + ((1 - below) * (1 - below) * (high - split));
        }

        return score;
    }

    /// <summary>σ [z (2Φ(z) - 1) + 2φ(z) - 1/√π], z = (y - mean) / σ.</summary>
    /// <param name="deviation">σ, over 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is beyond 1e100 or not a number, or the deviation is under 1e-50.</exception>
    public static double Gaussian(double mean, double deviation, double outcome)
    {
        CheckScale(mean, deviation, nameof(deviation));
        CheckOutcome(outcome);
        var z = (outcome - mean) / deviation;
        return deviation * ((z * (1 - (2 * Normal.Cdf(-z)))) + (2 * Normal.Density(z)) - (1 / Math.Sqrt(Math.PI)));
    }

    /// <summary>
    /// Student's t with location and scale: s [z (2F(z) - 1) + 2f(z)(ν + z²)/(ν - 1) - 2√ν/(ν - 1) · B(½, ν - ½)/B(½, ν/2)²]
    /// (Jordan, Krüger and Lerch 2019).
    /// </summary>
    /// <param name="scale">s, over 0; the standard deviation is s √(ν / (ν - 2)).</param>
    /// <param name="degreesOfFreedom">ν, over 1: with fewer the score is infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is beyond 1e100 or not a number, the scale is under 1e-50, or the degrees of freedom are out of range.</exception>
    public static double StudentT(double location, double scale, double degreesOfFreedom, double outcome)
    {
        CheckScale(location, scale, nameof(scale));
        CheckOutcome(outcome);
        Check.Range(degreesOfFreedom, 1 + 1e-6, 1e6, nameof(degreesOfFreedom));
        var v = degreesOfFreedom;
        var z = (outcome - location) / scale;
        var center = z * (1 - (2 * Distributions.StudentT.Cdf(-z, v)));
        var slope = 2 * Math.Exp(Distributions.StudentT.LogDensity(z, v)) * (v + (z * z)) / (v - 1);
        var spread = 2 * Math.Sqrt(v) / (v - 1) * Math.Exp(LogBeta(0.5, v - 0.5) - (2 * LogBeta(0.5, v / 2)));
        return scale * (center + slope - spread);
    }

    private static double LogBeta(double a, double b) =>
        SpecialFunctions.LogGamma(a) + SpecialFunctions.LogGamma(b) - SpecialFunctions.LogGamma(a + b);

    private static void CheckScale(double location, double scale, string name)
    {
        Check.Range(location, -Largest, Largest, nameof(location));
        Check.Range(scale, 1e-50, Largest, name);
    }

    private static void CheckOutcome(double outcome) => Check.Range(outcome, -Largest, Largest, nameof(outcome));
}
