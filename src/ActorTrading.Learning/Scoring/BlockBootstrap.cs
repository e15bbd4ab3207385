namespace ActorTrading.Learning.Scoring;

/// <summary>
/// Percentile intervals by the stationary bootstrap (Politis and Romano 1994): each resample joins blocks that start anywhere and
/// have geometric lengths, wrapped around the end, so that dependence within a block's length survives.
/// </summary>
public static class BlockBootstrap
{
    /// <summary>The mean of a - b with the interval that holds <paramref name="level"/> of its resampled values.</summary>
    /// <param name="a">Losses of one forecaster, in order of time.</param>
    /// <param name="b">Losses of the other on the same cases.</param>
    /// <param name="blockLength">Mean length of a block, from 1 (independent cases) to the number of cases; several times the overlap of the labels.</param>
    /// <param name="resamples">10 to 1,000,000; 1,000 or more steady the ends.</param>
    /// <param name="level">Over 0 and under 1, for example 0.95.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <remarks>O(cases + resamples · cases / blockLength) by sums from the start of the series; allocates two arrays.</remarks>
    /// <exception cref="ArgumentException">Unequal lengths, no case, a value that is not finite, or an argument out of range.</exception>
    public static BootstrapInterval MeanDifference(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, int blockLength, int resamples, double level, ulong seed)
    {
        var (differences, mean) = PairedLosses.Of(a, b);
        Check.Range(blockLength, 1, differences.Length, nameof(blockLength));
        Check.Range(resamples, 10, 1_000_000, nameof(resamples));
        Check.Range(level, 1e-6, 1 - 1e-6, nameof(level));
        var sums = WrappedSums(differences, mean);
        var means = new double[resamples];
        var random = new SplitMix64(seed);
        for (var r = 0; r < means.Length; r++)
        {
            means[r] = mean + (ResampledSum(sums, blockLength, ref random) / differences.Length);
        }

        Array.Sort(means);
        return new BootstrapInterval(mean, Quantile(means, (1 - level) / 2), Quantile(means, (1 + level) / 2));
    }

    /// <summary>Sums of the deviations from the mean over the series laid twice end to end, so that a block that wraps is one subtraction.</summary>
    private static double[] WrappedSums(double[] values, double mean)
    {
        var sums = new double[(2 * values.Length) + 1];
        for (var i = 0; i < 2 * values.Length; i++)
        {
            sums[i + 1] = sums[i] + (values[i < values.Length ? i : i - values.Length] - mean);
        }

        return sums;
    }

    private static double ResampledSum(double[] sums, int blockLength, ref SplitMix64 random)
    {
        var count = sums.Length / 2;
        var logOfGoingOn = Math.Log(1 - (1.0 / blockLength));
        var sum = 0.0;
        for (var left = count; left > 0;)
        {
            var start = random.Next(count);
            var length = 1 + Math.Min(Math.Floor(Math.Log(1 - random.NextDouble()) / logOfGoingOn), left - 1);
            sum += sums[start + (int)length] - sums[start];
            left -= (int)length;
        }

        return sum;
    }

    /// <summary>Linear between order statistics.</summary>
    private static double Quantile(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
