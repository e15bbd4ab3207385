namespace ActorTrading.Learning.Scoring;

/// <summary>Is a hit rate more than luck?</summary>
public static class BinomialTest
{
    /// <summary>Exact two-sided p-value: total probability of all counts that are no more probable than the one seen (Clopper and Pearson 1934's distribution, minimum-likelihood method).</summary>
    /// <param name="hits">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 to 2,147,483,647.</param>
    /// <param name="rate">Hit rate under the null hypothesis, 0 to 1.</param>
    /// <remarks>
    /// From the most probable count outwards by the ratio of neighbours, until nothing is left of a double: O(sqrt(trials)), and
    /// no difference of large logarithms.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double TwoSided(long hits, long trials, double rate = 0.5)
    {
        Check.Range(trials, 0, int.MaxValue, nameof(trials));
        Check.Range(hits, 0, trials, nameof(hits));
        Check.Range(rate, 0, 1, nameof(rate));
        if (rate is 0 or 1)
        {
            return hits == (long)(rate * trials) ? 1 : 0;
        }

        // Misses are hits of the other rate: both sides are walked upwards.
        var mode = Math.Min(trials, (long)((trials + 1) * rate));
        var seen = hits >= mode ? Walk(mode, hits, trials, rate, 0).Last : Walk(trials - mode, trials - hits, trials, 1 - rate, 0).Last;

        // Equal probabilities differ by rounding; R uses the same tolerance.
        var limit = seen * (1 + 1e-7);
        var up = Walk(mode, trials, trials, rate, limit);
        var down = Walk(trials - mode, trials, trials, 1 - rate, limit);
        var center = 1 <= limit ? 1 : 0;
        return Math.Min(1, (up.Rare + down.Rare - center) / (up.All + down.All - 1));
    }

    /// <summary>Probabilities of the counts from one to another, in units of the first: the last one, and the sums of all and of those within a limit.</summary>
    private static (double Last, double All, double Rare) Walk(long from, long to, long trials, double rate, double limit)
    {
        var odds = rate / (1 - rate);
        var term = 1.0;
        var (all, rare) = (0.0, 0.0);
        for (var k = from; ; k++)
        {
            all += term;
            rare += term <= limit ? term : 0;
            if (k == to || term == 0)
            {
                return (term, all, rare);
            }

            term *= (trials - k) / (k + 1.0) * odds;
        }
    }
}
