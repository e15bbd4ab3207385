using System.Numerics;
using ActorTrading.Learning.Drift;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class KolmogorovSmirnovTests
{
    [Theory]
    [InlineData(0.10, 1.22387)]
    [InlineData(0.05, 1.35810)]
    [InlineData(0.01, 1.62762)]
    [InlineData(0.001, 1.94947)]
    public void CriticalValue_Levels_GiveThePublishedFactors(double level, double factor) =>
        Assert.Equal(factor, KolmogorovSmirnov.CriticalValue(level, 200, 200) * 10, 5);

    [Fact]
    public void TwoSample_HandWorked_GivesDistanceAndChance()
    {
        // After 1 and 2 the first function is at 1, the second at 0. Of the 6 orders of aabb only aabb and bbaa reach 1.
        Assert.Equal(new KolmogorovSmirnovResult(1, 2.0 / 6), KolmogorovSmirnov.TwoSample([2, 1], [3, 4]));

        // abab, abba, baab, baba reach 1/2 and no more; every order reaches 1/2.
        Assert.Equal(new KolmogorovSmirnovResult(0.5, 1), KolmogorovSmirnov.TwoSample([1, 3], [2, 4]));
    }

    [Fact]
    public void TwoSample_Apart_KeepsTheDigitsOfASmallChance()
    {
        var result = KolmogorovSmirnov.TwoSample([.. Enumerable.Range(0, 30)], [.. Enumerable.Range(100, 30)]);

        var orders = Enumerable.Range(1, 30).Aggregate(BigInteger.One, (product, k) => product * (30 + k) / k);
        Assert.Equal(1, result.Statistic);
        Assert.Equal(2 / (double)orders, result.PValue, 1e-12 * result.PValue);
    }

    /// <summary>The chance by its definition: the share of all orders of the pooled sample whose distance is as large.</summary>
    [Fact]
    public void TwoSample_SmallSamples_CountsTheOrders() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (n, m) = (1 + random.Next(6), 1 + random.Next(6));
            double[] a = [.. Samples.Rows(1, n, seed)[0]];
            double[] b = [.. Samples.Rows(1, m, seed + 1)[0].Select(v => v + (2 * random.NextDouble()))];
            var result = KolmogorovSmirnov.TwoSample(a, b);
            var (orders, asLarge) = (0, 0);
            for (var mask = 0; mask < 1 << (n + m); mask++)
            {
                if (BitOperations.PopCount((uint)mask) == n)
                {
                    orders++;
                    asLarge += Distance(mask, n, m) >= result.Statistic - 1e-9 ? 1 : 0;
                }
            }

            return Math.Abs(result.PValue - ((double)asLarge / orders)) < 1e-12;
        }).QuickCheckThrowOnFailure();

    /// <summary>Smirnov 1948, table of the limit distribution: 1 - L(x).</summary>
    [Theory]
    [InlineData(0.5, 0.963945)]
    [InlineData(0.8, 0.544142)]
    [InlineData(1.0, 0.270000)]
    [InlineData(1.5, 0.022218)]
    [InlineData(2.0, 0.000671)]
    public void PValue_LargeSamples_FollowsTheLimit(double x, double published)
    {
        // A gap of x · sqrt(2/n) · n² for n = 20,000; the limit holds for a real gap, ours is rounded to a whole number.
        const int N = 20_000;
        var gap = (long)Math.Round(x * Math.Sqrt(2.0 / N) * N * N);

        Assert.Equal(published, KolmogorovSmirnov.PValue(gap, N, N), 2e-6);
    }

    /// <summary>At the largest samples that are counted, the limit for the same D · sqrt(n / 2) is near.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(18)]
    [InlineData(24)]
    public void PValue_WhereExactEnds_IsNearTheLimit(int steps)
    {
        const int N = 20_000;
        var exact = KolmogorovSmirnov.PValue(steps * 100, 100, 100);
        var limit = KolmogorovSmirnov.PValue((long)Math.Round(steps / 100.0 * Math.Sqrt(100.0 / N) * N * N), N, N);

        Assert.InRange(limit / exact, 0.99, 1.03);
    }

    [Fact]
    public void TwoSample_TiesAndSelf_AreAlike()
    {
        Assert.Equal(new KolmogorovSmirnovResult(0, 1), KolmogorovSmirnov.TwoSample([1, 1, 2], [1, 1, 2]));
        Assert.Equal(new KolmogorovSmirnovResult(0, 1), KolmogorovSmirnov.TwoSample([5], [5, 5, 5]));
    }

    [Fact]
    public void TwoSample_BadInput_IsNamed()
    {
        Assert.Contains("first", Assert.ThrowsAny<ArgumentException>(() => KolmogorovSmirnov.TwoSample([], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("second[1] is NaN", Assert.ThrowsAny<ArgumentException>(() => KolmogorovSmirnov.TwoSample([1], [1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => KolmogorovSmirnov.CriticalValue(0, 1, 1));
    }

    private static double Distance(int mask, int n, int m)
    {
        double a = 0, b = 0, largest = 0;
        for (var i = 0; i < n + m; i++)
        {
            a += (mask >> i) & 1;
            b += 1 - ((mask >> i) & 1);
            largest = Math.Max(largest, Math.Abs((a / n) - (b / m)));
        }

        return largest;
    }
}
