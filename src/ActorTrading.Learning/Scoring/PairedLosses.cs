namespace ActorTrading.Learning.Scoring;

/// <summary>The losses of two forecasters on the same cases.</summary>
internal static class PairedLosses
{
    /// <summary>Squares of differences up to here have a sum.</summary>
    private const double Largest = 1e100;

    /// <summary>a - b per case, and its mean.</summary>
    /// <exception cref="ArgumentException">Unequal lengths, no case at all, a loss that is not finite, or a difference that is not within ±1e100.</exception>
    public static (double[] Differences, double Mean) Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Check.Range(a.Length, 1, int.MaxValue / 2, "number of losses");
        Check.Length(b.Length, a.Length, nameof(b));
        Check.Finite(a, nameof(a));
        Check.Finite(b, nameof(b));
        var differences = new double[a.Length];
        var mean = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            differences[i] = a[i] - b[i];
            if (!(Math.Abs(differences[i]) <= Largest))
            {
                Check.Range(differences[i], -Largest, Largest, $"a - b[{i}]");
            }

            mean += (differences[i] - mean) / (i + 1);
        }

        return (differences, mean);
    }
}
