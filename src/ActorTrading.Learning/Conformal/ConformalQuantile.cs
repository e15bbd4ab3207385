namespace ActorTrading.Learning.Conformal;

/// <summary>The quantile that split conformal prediction takes of its scores (Papadopoulos et al. 2002; Vovk, Gammerman, Shafer 2005).</summary>
public static class ConformalQuantile
{
    /// <summary>ceil((n + 1) · (1 - alpha)): which smallest score bounds a new one with probability at least 1 - alpha; over n, none does.</summary>
    /// <param name="count">Scores, n, from 0.</param>
    /// <param name="alpha">Accepted share of misses, over 0 to under 1.</param>
    public static int Rank(int count, double alpha)
    {
        Check.Range(count, 0, int.MaxValue - 1, nameof(count));
        Check.Range(alpha, 1e-9, 1 - 1e-9, nameof(alpha));

        // 1 - alpha is rounded: what should be a whole number must not be lifted to the next by its last digit.
        return (int)Math.Max(1, Math.Ceiling(((count + 1.0) * (1 - alpha)) - 1e-9));
    }

    /// <summary>That score; positive infinity where there are too few. O(n · log n).</summary>
    /// <exception cref="ArgumentException">A score is not finite.</exception>
    public static double Of(ReadOnlySpan<double> scores, double alpha)
    {
        Check.Finite(scores, nameof(scores));
        var rank = Rank(scores.Length, alpha);
        if (rank > scores.Length)
        {
            return double.PositiveInfinity;
        }

        var sorted = scores.ToArray();
        sorted.AsSpan().Sort();
        return sorted[rank - 1];
    }
}
