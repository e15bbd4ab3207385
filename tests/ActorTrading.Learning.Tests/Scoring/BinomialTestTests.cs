using ActorTrading.Learning.Distributions;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class BinomialTestTests
{
    // The first is the example of R's binom.test (Mendel's peas); the second is 2 / 2^10.
    [Theory]
    [InlineData(682, 925, 0.75, 0.38249155957485176)]
    [InlineData(0, 10, 0.5, 0.001953125)]
    [InlineData(0, 0, 0.5, 1)]
    [InlineData(0, 3, 0, 1)]
    [InlineData(1, 3, 0, 0)]
    public void TwoSided_PublishedValues_Agree(long hits, long trials, double rate, double expected) =>
        Assert.Equal(expected, BinomialTest.TwoSided(hits, trials, rate), 10);

    [Fact]
    public void TwoSided_FewTrials_IsTheSumOfTheCountsNoMoreProbable()
    {
        foreach (var rate in new[] { 0.1, 0.3, 0.5, 0.77 })
        {
            for (var hits = 0; hits <= 12; hits++)
            {
                var seen = Probability(hits, 12, rate);
                var expected = Enumerable.Range(0, 13).Select(k => Probability(k, 12, rate)).Where(p => p <= seen * (1 + 1e-7)).Sum();

                Assert.Equal(expected, BinomialTest.TwoSided(hits, 12, rate), 12);
            }
        }
    }

    [Fact]
    public void TwoSided_TwoBillionTrials_IsTheNormalTailAndQuick()
    {
        // Continuity of half a hit; the next term of the approximation is below 1e-9.
        var expected = 2 * Normal.Cdf(-(50_000 - 0.5) / Math.Sqrt(5e8));

        Assert.Equal(expected, BinomialTest.TwoSided(1_000_050_000, 2_000_000_000), 8);
        Assert.Equal(0, BinomialTest.TwoSided(0, 2_000_000_000));
    }

    private static double Probability(int hits, int trials, double rate)
    {
        var ways = 1.0;
        for (var i = 1; i <= hits; i++)
        {
            ways *= (trials - hits + i) / (double)i;
        }

        return ways * Math.Pow(rate, hits) * Math.Pow(1 - rate, trials - hits);
    }
}
