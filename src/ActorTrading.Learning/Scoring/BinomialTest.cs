using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Scoring;

/// <summary>Is a hit rate more than luck?</summary>
public static class BinomialTest
{
    /// <summary>Exact two-sided p-value: total probability of all counts that are no more probable than the one seen (Clopper and Pearson 1934's distribution, minimum-likelihood method).</summary>
    /// <param name="hits">0 to <paramref name="trials"/>.</param>
    /// <param name="rate">Hit rate under the null hypothesis, 0 to 1.</param>
    /// <remarks>O(trials).</remarks>
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

        // Equal probabilities differ by rounding; R uses the same tolerance.
        var limit = LogProbability(hits, trials, rate) + 1e-7;
        var sum = 0.0;
        for (long k = 0; k <= trials; k++)
        {
            var log = LogProbability(k, trials, rate);
            sum += log <= limit ? Math.Exp(log) : 0;
        }

        return Math.Min(1, sum);
    }

    private static double LogProbability(long hits, long trials, double rate) =>
        SpecialFunctions.LogGamma(trials + 1) - SpecialFunctions.LogGamma(hits + 1) - SpecialFunctions.LogGamma(trials - hits + 1)
        + (hits * Math.Log(rate)) + ((trials - hits) * Math.Log(1 - rate));
}
