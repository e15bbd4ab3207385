using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Scoring;

/// <summary>Do two independent samples have the same hit rate?</summary>
public static class TwoProportions
{
    /// <summary>z = (p₁ - p₂) / √(p(1 - p)(1/n₁ + 1/n₂)) with the rate p of both samples together, judged by the normal distribution; z² is the chi-squared of the two-by-two table (Pearson 1900).</summary>
    /// <returns>Two samples that hit always or never give statistic 0 and p-value 1.</returns>
    /// <remarks>Counts of 10 hits and 10 misses or more in each sample make the normal distribution fit. For forecasters of the same cases the samples are not independent: use <see cref="DieboldMariano"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A sample is empty, or its hits are not from 0 to its trials.</exception>
    public static DifferenceTest Test(long hits, long trials, long otherHits, long otherTrials)
    {
        Check.Range(trials, 1, long.MaxValue / 2, nameof(trials));
        Check.Range(hits, 0, trials, nameof(hits));
        Check.Range(otherTrials, 1, long.MaxValue / 2, nameof(otherTrials));
        Check.Range(otherHits, 0, otherTrials, nameof(otherHits));
        var difference = ((double)hits / trials) - ((double)otherHits / otherTrials);
        var rate = (double)(hits + otherHits) / (trials + otherTrials);
        var variance = rate * (1 - rate) * ((1.0 / trials) + (1.0 / otherTrials));
        var z = variance > 0 ? difference / Math.Sqrt(variance) : 0;
        return new DifferenceTest(difference, z, 2 * Normal.Cdf(-Math.Abs(z)));
    }
}
