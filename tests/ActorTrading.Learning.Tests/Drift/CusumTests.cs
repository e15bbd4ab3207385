using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class CusumTests
{
    /// <summary>Montgomery, Introduction to Statistical Quality Control, table 9.1: target 10, deviation 1, the last ten about 11.</summary>
    private static readonly double[] Published =
    [
        9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
        9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
    ];

    [Fact]
    public void Add_PublishedChart_SignalsAtThe29thSample()
    {
        var chart = new Cusum(new() { Mean = 10, Deviation = 1, Threshold = 5 });
        var ups = new List<double>();

        var found = Array.FindIndex(Published, v =>
        {
            var state = chart.Add(v);
            ups.Add(chart.Up);
            return state == DriftState.Drift;
        });

        // C+ of the samples 5, 23, 26 and 28 in the same table.
        Assert.Equal(28, found);
        Assert.Equal(2.82, ups[4], 10);
        Assert.Equal(1.79, ups[22], 10);
        Assert.Equal(3.47, ups[25], 10);
        Assert.Equal(4.47, ups[27], 10);
    }

    /// <summary>Two-sided average run lengths of k = 0.5, h = 5 in the same book, table 9.4: 465 without shift, 38.0 at half a deviation, 10.4 at one.</summary>
    [Theory]
    [InlineData(0, 465)]
    [InlineData(0.5, 38.0)]
    [InlineData(1.0, 10.4)]
    [InlineData(-1.0, 10.4)]
    public void Add_NormalStream_HasThePublishedRunLength(double shift, double published)
    {
        var random = new Random(3);
        var chart = new Cusum(new() { Mean = 0, Deviation = 1, Threshold = 5 });
        const int Runs = 1000;
        var values = 0L;
        for (var run = 0; run < Runs; run++)
        {
            do
            {
                values++;
            }
            while (chart.Add(Samples.Normal(random) + shift) != DriftState.Drift);
        }

        // A run length is about exponential: its mean over 1,000 runs has a deviation of 3 %.
        Assert.InRange((double)values / Runs, published * 0.9, published * 1.1);
    }

    [Fact]
    public void Add_NothingGiven_LearnsMeanAndDeviation()
    {
        var random = new Random(4);
        var learned = new Cusum(new() { WarmUp = 100 });
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(DriftState.None, learned.Add(1e6 + (50 * Samples.Normal(random))));
        }

        var delay = 1;
        while (learned.Add(1e6 - 100 + (50 * Samples.Normal(random))) != DriftState.Drift)
        {
            delay++;
        }

        Assert.InRange(delay, 3, 12);
    }

    [Fact]
    public void Add_ConstantThenAnother_Drifts()
    {
        var chart = new Cusum(new() { WarmUp = 5 });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(DriftState.None, chart.Add(0.1));
        }

        Assert.Equal(DriftState.Drift, chart.Add(0.2));
    }
}
