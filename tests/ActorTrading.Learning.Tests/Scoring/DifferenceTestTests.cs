using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class DifferenceTestTests
{
    private static readonly double[] A = [2, 1, 4, 1];
    private static readonly double[] B = [1, 2, 2, 1];

    // Differences 1, -1, 2, 0: mean 0.5, autocovariances 1.25 and -0.9375 by hand.
    [Theory]
    [InlineData(1, 0.8944271909999159)]
    [InlineData(2, 1.7888543819998317)]
    public void DieboldMariano_HandWorked_GivesTheStatistic(int horizon, double expected)
    {
        var plain = DieboldMariano.Test(A, B, horizon, smallSample: false);

        Assert.Equal(0.5, plain.Difference, 15);
        Assert.Equal(expected, plain.Statistic, 12);
        Assert.Equal(-expected, DieboldMariano.Test(B, A, horizon, smallSample: false).Statistic, 12);
        var shrunk = DieboldMariano.Test(A, B, horizon);
        Assert.Equal(expected * Math.Sqrt(horizon == 1 ? 0.75 : 0.375), shrunk.Statistic, 12);
        Assert.True(shrunk.PValue > plain.PValue);
    }

    [Fact]
    public void DieboldMariano_OneStepSmallSample_IsThePairedTTest()
    {
        // Student 1908: the additional sleep of two drugs, paired t = -4.0621, 9 degrees of freedom, p = 0.002833 (R: t.test(extra ~ group, paired)).
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

        var test = DieboldMariano.Test(first, second, horizon: 1);

        Assert.Equal(-1.58, test.Difference, 12);
        Assert.Equal(-4.0621, test.Statistic, 4);
        Assert.Equal(0.002833, test.PValue, 6);
    }

    [Fact]
    public void DieboldMariano_OverlappingLosses_RejectsAboutAsOftenAsItSays()
    {
        // Sums of five neighbours: what five-step forecasts leave behind.
        int Rejected(int horizon) => Enumerable.Range(0, 400).Count(seed =>
        {
            var random = new Random(seed);
            var noise = Enumerable.Range(0, 404).Select(_ => Samples.Normal(random)).ToArray();
            var losses = Enumerable.Range(0, 400).Select(i => noise[i] + noise[i + 1] + noise[i + 2] + noise[i + 3] + noise[i + 4]).ToArray();
            return DieboldMariano.Test(losses, new double[400], horizon).PValue < 0.05;
        });

        Assert.InRange(Rejected(10), 8, 50);
        Assert.InRange(Rejected(1), 110, 200);
    }

    [Fact]
    public void DieboldMariano_DegenerateInput_IsAnsweredOrRefused()
    {
        Assert.Equal(new DifferenceTest(0, 0, 1), DieboldMariano.Test(A, A, 2));
        Assert.Contains("every case", Refusal([2, 3], [1, 2], 1), StringComparison.Ordinal);
        Assert.Contains("horizon is 4", Refusal(A, B, 4), StringComparison.Ordinal);
        Assert.Contains("number of losses is 1", Refusal([1], [2], 1), StringComparison.Ordinal);
        Assert.Contains("a[0] is NaN", Refusal([double.NaN, 1], [2, 1], 1), StringComparison.Ordinal);

        static string Refusal(double[] a, double[] b, int horizon) =>
            Assert.ThrowsAny<ArgumentException>(() => DieboldMariano.Test(a, b, horizon)).Message;
    }

    [Fact]
    public void TwoProportions_HandWorked_Agrees()
    {
        // Together 120 of 200: z = 0.2 / sqrt(0.6 · 0.4 · 0.02).
        var test = TwoProportions.Test(70, 100, 50, 100);

        Assert.Equal(0.2, test.Difference, 12);
        Assert.Equal(2.886751345948129, test.Statistic, 12);

        // Pearson's chi-squared of the same table: 10² / 60 twice and 10² / 40 twice.
        Assert.Equal((200 / 60.0) + (200 / 40.0), test.Statistic * test.Statistic, 12);
        Assert.Equal(0.003892417, test.PValue, 8);
    }

    [Fact]
    public void TwoProportions_DegenerateInput_IsAnsweredOrRefused()
    {
        Assert.Equal(new DifferenceTest(0, 0, 1), TwoProportions.Test(5, 5, 7, 7));
        Assert.Equal(1, TwoProportions.Test(0, 5, 0, 7).PValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoProportions.Test(1, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoProportions.Test(3, 2, 1, 1));
    }
}
