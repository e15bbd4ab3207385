namespace ActorTrading.Learning.Drift;

/// <summary>
/// The two-sample test (Kolmogorov 1933, Smirnov 1939): how far apart are two empirical distribution functions, and how likely is
/// that by chance if both samples come from one distribution?
/// </summary>
public static class KolmogorovSmirnov
{
    /// <summary>
    /// Up to this many pairs (n · m) the p-value is exact. The limit that is taken beyond is some 5 % too high for two samples of
    /// 100 and a chance of 0.2 %; for two samples of 30 it would be 9 % at a chance of 0.65 %, and worse further out.
    /// </summary>
    public const long ExactPairs = 10_000;

    /// <summary>Compares two samples in any order.</summary>
    /// <exception cref="ArgumentException">A sample is empty or has a value that is not finite.</exception>
    /// <remarks>O(n·log n + m·log m), and O(n·m) more where the p-value is exact. With many equal values the p-value errs to the safe side.</remarks>
    public static KolmogorovSmirnovResult TwoSample(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        CheckSample(first, nameof(first));
        CheckSample(second, nameof(second));
        var a = first.ToArray();
        var b = second.ToArray();
        a.AsSpan().Sort();
        b.AsSpan().Sort();
        var gap = Gap(a, b);
        return new KolmogorovSmirnovResult((double)gap / ((long)a.Length * b.Length), PValue(gap, a.Length, b.Length));
    }

    /// <summary>The statistic from which on two samples differ at a level, sqrt(-ln(level / 2) / 2) · sqrt((n + m) / (n·m)); for large samples.</summary>
    /// <param name="level">Chance of a false alarm, over 0 to 1.</param>
    public static double CriticalValue(double level, int firstCount, int secondCount)
    {
        Check.Range(level, double.Epsilon, 1, nameof(level));
        Check.Range(firstCount, 1, int.MaxValue, nameof(firstCount));
        Check.Range(secondCount, 1, int.MaxValue, nameof(secondCount));
        return Math.Sqrt(-Math.Log(level / 2) / 2) * Math.Sqrt((1.0 / firstCount) + (1.0 / secondCount));
    }

    /// <summary>Largest distance of the two distribution functions, times n · m so that it is a whole number; both samples ascending.</summary>
    internal static long Gap(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var largest = 0L;
        int i = 0, j = 0;
        while (i < first.Length && j < second.Length)
        {
            // All that are equal pass together: the functions are compared between values, not inside a tie.
            var value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value)
            {
                i++;
            }

            while (j < second.Length && second[j] == value)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs(((long)i * second.Length) - ((long)j * first.Length)));
        }

        return largest;
    }

    /// <summary>Chance of a gap (times n · m) at least that large.</summary>
    internal static double PValue(long gap, int firstCount, int secondCount) =>
        gap == 0 ? 1
        : (long)firstCount * secondCount <= ExactPairs ? Exact(gap, Math.Max(firstCount, secondCount), Math.Min(firstCount, secondCount))
        : Limit((double)gap / firstCount / secondCount * Math.Sqrt((double)firstCount * secondCount / ((double)firstCount + secondCount)));

    /// <summary>
    /// Under one distribution every order of the pooled sample is equally likely: a path on a lattice (Hodges 1958). reached[j] is
    /// the chance that a path to (i, j) has met a gap as large. Sums of positive numbers, so that small chances keep their digits.
    /// </summary>
    private static double Exact(long gap, int more, int fewer)
    {
        Span<double> reached = stackalloc double[fewer + 1];
        for (var i = 0; i <= more; i++)
        {
            for (var j = 0; j <= fewer; j++)
            {
                if (Math.Abs(((long)i * fewer) - ((long)j * more)) >= gap)
                {
                    reached[j] = 1;
                }
                else
                {
                    var fromLeft = i > 0 ? reached[j] * i : 0;
                    var fromBelow = j > 0 ? reached[j - 1] * j : 0;
                    reached[j] = i + j > 0 ? (fromLeft + fromBelow) / (i + j) : 0;
                }
            }
        }

        return Math.Min(1, reached[fewer]);
    }

    /// <summary>Kolmogorov's limit, by whichever of its two series converges fast.</summary>
    private static double Limit(double x)
    {
        var sum = 0.0;
        if (x < 1)
        {
            for (var k = 1; k <= 9; k += 2)
            {
                sum += Math.Exp(-(k * k) * Math.PI * Math.PI / (8 * x * x));
            }

            return Math.Clamp(1 - (Math.Sqrt(2 * Math.PI) / x * sum), 0, 1);
        }

        for (var k = 1; k <= 9; k++)
        {
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        }

        return Math.Clamp(sum, 0, 1);
    }

    private static void CheckSample(ReadOnlySpan<double> sample, string name)
    {
        Check.Range(sample.Length, 1, int.MaxValue, $"number of values in {name}");
        Check.Finite(sample, name);
    }
}
