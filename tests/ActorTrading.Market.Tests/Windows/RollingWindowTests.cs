using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Tests.Windows;

public sealed class RollingWindowTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(24)]
    [InlineData(168)]
    public void Add_LongRunWithHugeValuesInBetween_LeavesNoTraceOfThem(int window)
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 50_000).Select(i => i % 1_000 == 0 ? 1e15 : random.NextDouble() * 1e-6).ToArray();
        var sum = new RollingSum(window);
        var max = new RollingMax(window);
        for (var i = 0; i < values.Length; i++)
        {
            var rolledSum = sum.Add(values[i]);
            var rolledMax = max.Add(values[i]);
            if (i % 97 == 0 || i % 1_000 > window)
            {
                var last = values.AsSpan(Math.Max(0, i - window + 1), Math.Min(window, i + 1)).ToArray();
                Assert.InRange(Math.Abs(rolledSum - last.Sum()), 0, 1e-12 * last.Sum());
                Assert.Equal(last.Max(), rolledMax);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void Add_MomentsWithHugeValuesInBetween_LeaveNoTraceOfThem(int window)
    {
        var random = new Random(6);
        var values = Enumerable.Range(0, 4_000).Select(i => i % 500 == 0 ? 1e9 : 1e5 + random.NextDouble()).ToArray();
        var line = new RollingLine(window);
        var pair = new RollingPair(window);
        var moments = new RollingMoments(window);
        for (var i = 0; i < values.Length; i++)
        {
            line.Add(values[i]);
            pair.Add(values[i], -2 * values[i]);
            moments.Add(values[i]);
            if (i % 500 < window || i < window)
            {
                continue;
            }

            var last = values.AsSpan(i - window + 1, window).ToArray();
            var mean = last.Average();
            double Power(int k) => last.Sum(v => Math.Pow(v - mean, k));
            Assert.Equal(mean, line.Mean, 1e-10);
            Assert.Equal(Power(2), line.Squares, 1e-9 * Power(2));
            Assert.Equal(last.Select((v, k) => (v - mean) * (k - ((window - 1) / 2.0))).Sum(), line.Products, 1e-7);
            Assert.Equal(-2 * Power(2), pair.Products, 1e-9 * Power(2));
            Assert.Equal(4 * Power(2), pair.SquaresY, 1e-8 * Power(2));
            Assert.Equal(-1, pair.Correlation, 1e-12);
            Assert.Equal(Power(3), moments.Sums.Third, 1e-9 * window);
            Assert.Equal(Power(4), moments.Sums.Fourth, 1e-9 * window);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(26)]
    public void Add_PeakAndDrawdown_AreThoseOfTheWindow(int window)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 3_000).Select(_ => (double)random.Next(1, 12)).ToArray();
        var peak = new RollingPeak(window);
        var drawdown = new RollingDrawdown(window);
        for (var i = 0; i < values.Length; i++)
        {
            var place = peak.Add(values[i]);
            var fall = drawdown.Add(values[i]);
            if (i >= window - 1)
            {
                var last = values.AsSpan(i - window + 1, window).ToArray();
                Assert.Equal(window - 1 - Array.LastIndexOf(last, last.Max()), place);
                Assert.Equal(last.Select((v, k) => 1 - (v / last[..(k + 1)].Max())).Max(), fall, 1e-15);
                Assert.Equal(last.Max(), drawdown.Peak);
            }
        }
    }

    [Fact]
    public void Add_ConstantOfAnySize_HasNoSpread()
    {
        foreach (var constant in new[] { 0.1, 1e-8, 92_233_720_368.547_757, 1.0 / 3 })
        {
            var line = new RollingLine(20);
            for (var i = 0; i < 100; i++)
            {
                line.Add(constant);
            }

            Assert.Equal((constant, 0.0, 0.0), (line.Mean, line.Squares, line.Products));
        }
    }

    [Fact]
    public void RunningTotal_ManySmallAfterOneLarge_LosesNothing()
    {
        var total = default(RunningTotal);
        total.Add(1e16);
        for (var i = 0; i < 100_000; i++)
        {
            total.Add(0.1);
        }

        Assert.Equal(10_000, total.Add(-1e16), 1e-6);
    }
}
