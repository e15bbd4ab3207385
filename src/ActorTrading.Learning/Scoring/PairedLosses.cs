namespace ActorTrading.Learning.Scoring;

/// <summary>The losses of two forecasters on the same cases.</summary>
internal static class PairedLosses
{
    /// <summary>a - b per case, and its mean.</summary>
    /// <exception cref="ArgumentException">Unequal lengths, no case at all, or a difference that is not finite.</exception>
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
            mean += (differences[i] - mean) / (i + 1);
        }

        Check.Finite(differences, "a - b");
        return (differences, mean);
    }
}
