using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class BlockBootstrapTests
{
    private static double[] Autoregressive(int count, double rho, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        var last = Samples.Normal(random) / Math.Sqrt(1 - (rho * rho));
        for (var i = 0; i < count; i++)
        {
            values[i] = last;
            last = (rho * last) + Samples.Normal(random);
        }

        return values;
    }

    /// <summary>Variance of the resampled mean in closed form: Politis and Romano 1994, lemma 1, with circular autocovariances.</summary>
    private static double VarianceOfMean(double[] x, int blockLength)
    {
        var n = x.Length;
        var mean = x.Average();
        double Covariance(int lag) => Enumerable.Range(0, n).Sum(i => (x[i] - mean) * (x[(i + lag) % n] - mean)) / n;
        var sum = Covariance(0);
        for (var lag = 1; lag < n; lag++)
        {
            sum += 2 * (1 - ((double)lag / n)) * Math.Pow(1 - (1.0 / blockLength), lag) * Covariance(lag);
        }

        return sum / n;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public void MeanDifference_Width_FollowsTheClosedFormOfTheVariance(int blockLength)
    {
        var x = Autoregressive(600, 0.7, seed: 5);
        var zero = new double[x.Length];

        var interval = BlockBootstrap.MeanDifference(x, zero, blockLength, 8_000, 0.95, seed: 1);

        var deviation = Math.Sqrt(VarianceOfMean(x, blockLength));
        Assert.Equal(x.Average(), interval.Mean, 12);
        Assert.Equal(1, (interval.High - interval.Low) / (2 * 1.959964 * deviation), 0.05);
        Assert.Equal(interval.Mean, (interval.Low + interval.High) / 2, 0.1 * deviation);
    }

    [Fact]
    public void MeanDifference_DependentLosses_NeedsBlocksToCoverTheTruth()
    {
        var zero = new double[500];
        int Covered(int blockLength) => Enumerable.Range(0, 200).Count(s =>
            !BlockBootstrap.MeanDifference(Autoregressive(500, 0.6, s), zero, blockLength, 200, 0.9, seed: 7).ExcludesZero);

        Assert.InRange(Covered(20), 165, 192);
        Assert.InRange(Covered(1), 80, 145);
    }

    [Fact]
    public void MeanDifference_SameSeed_SameBits()
    {
        var a = Autoregressive(100, 0.3, 1);
        var b = Autoregressive(100, 0.3, 2);

        var first = BlockBootstrap.MeanDifference(a, b, 5, 200, 0.95, seed: 3);

        Assert.Equal(first, BlockBootstrap.MeanDifference(a, b, 5, 200, 0.95, seed: 3));
        Assert.NotEqual(first, BlockBootstrap.MeanDifference(a, b, 5, 200, 0.95, seed: 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void MeanDifference_ConstantDifference_HasNoWidth(int count)
    {
        var a = Enumerable.Repeat(0.75, count).ToArray();
        var b = Enumerable.Repeat(0.25, count).ToArray();

        var interval = BlockBootstrap.MeanDifference(a, b, 1, 50, 0.95, seed: 1);

        Assert.Equal(new BootstrapInterval(0.5, 0.5, 0.5), interval);
        Assert.True(interval.ExcludesZero);
    }

    [Fact]
    public void MeanDifference_BadInput_NamesIt()
    {
        double[] two = [1, 2];
        string Refused(double[] a, double[] b, int length = 1, int resamples = 100, double level = 0.9) =>
            Assert.ThrowsAny<ArgumentException>(() => BlockBootstrap.MeanDifference(a, b, length, resamples, level, 1)).Message;

        Assert.Contains("number of losses is 0", Refused([], []), StringComparison.Ordinal);
        Assert.Contains("b has 1 values; 2", Refused(two, [1]), StringComparison.Ordinal);
        Assert.Contains("a[1] is NaN", Refused([1, double.NaN], two), StringComparison.Ordinal);
        Assert.Contains("a - b[0]", Refused([double.MaxValue, 0], [double.MinValue, 0]), StringComparison.Ordinal);
        Assert.Contains("blockLength is 3", Refused(two, two, length: 3), StringComparison.Ordinal);
        Assert.Contains("resamples is 9", Refused(two, two, resamples: 9), StringComparison.Ordinal);
        Assert.Contains("level is 1", Refused(two, two, level: 1), StringComparison.Ordinal);
    }
}
