using ActorTrading.Learning.Conformal;

namespace ActorTrading.Learning.Tests.Conformal;

public sealed class SplitConformalTests
{
    [Theory]
    [InlineData(99, 0.1, 90)]
    [InlineData(9, 0.1, 9)]
    [InlineData(500, 0.1, 451)]
    [InlineData(8, 0.1, 9)]
    [InlineData(9, 0.7, 3)]
    [InlineData(0, 0.5, 1)]
    public void Rank_PublishedValues(int count, double alpha, int rank) => Assert.Equal(rank, ConformalQuantile.Rank(count, alpha));

    [Fact]
    public void Of_TooFewScores_IsInfinite()
    {
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of([1, 2, 3, 4, 5, 6, 7, 8], 0.1));
        Assert.Equal(9, ConformalQuantile.Of([9, 1, 2, 3, 4, 5, 6, 7, 8], 0.1));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), SplitConformal.Fit([], [], [], 0.1).Interval(3));
    }

    [Fact]
    public void Split_HandWorked_TakesTheRank()
    {
        // Residuals 1 to 9 over scales of 2: 0.5 to 4.5; rank ceil(10 · 0.8) = 8.
        var model = SplitConformal.Fit(new double[9], [1, -2, 3, -4, 5, -6, 7, -8, 9], [2, 2, 2, 2, 2, 2, 2, 2, 2], 0.2);

        Assert.Equal(4, model.Radius);
        Assert.Equal((-2.0, 22.0), model.Interval(10, 3));
    }

    [Fact]
    public void Quantile_HandWorked_WidensOrNarrows()
    {
        // Distances over 10 ± 1: outcomes 10, 10.5, 11.5 and 12 give -1, -0.5, 0.5, 1; rank ceil(5 · 0.8) = 4, or ceil(5 · 0.4) = 2.
        double[] lows = [9, 9, 9, 9], highs = [11, 11, 11, 11], outcomes = [10, 11.5, 10.5, 12];
        var wide = QuantileConformal.Fit(lows, highs, outcomes, 0.2);
        var narrow = QuantileConformal.Fit(lows, highs, outcomes, 0.6);

        Assert.Equal((4.0, 7.0), wide.Interval(5, 6));
        Assert.Equal((5.5, 6.5), narrow.Interval(5, 7));
        Assert.Equal((5.25, 5.25), narrow.Interval(5, 5.5));
    }

    /// <summary>The guarantee: over draws of old and new rows together, coverage from 1 - alpha to 1 - alpha + 1/(n + 1), whatever the forecast.</summary>
    [Theory]
    [InlineData(19, 0.1)]
    [InlineData(50, 0.2)]
    [InlineData(7, 0.5)]
    public void Coverage_ExchangeableRows_IsAsPromised(int count, double alpha)
    {
        var random = new Random(count);
        var (split, scaled, quantile) = (0, 0, 0);
        const int Draws = 8000;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (x, y) = (new double[count + 1], new double[count + 1]);
            for (var i = 0; i <= count; i++)
            {
                x[i] = random.NextDouble();
                y[i] = (x[i] * Math.Exp(Samples.Normal(random))) + (0.1 * Samples.Normal(random));
            }

            // Forecasts that are wrong on purpose: the promise does not depend on them.
            double[] centers = [.. x.Select(v => 0.3 * v)], scales = [.. x.Select(v => 0.2 + v)], highs = [.. x.Select(v => 1.4 * v)];
            split += Covers(SplitConformal.Fit(centers.AsSpan(0, count), y.AsSpan(0, count), [], alpha).Interval(centers[count]), y[count]);
            scaled += Covers(SplitConformal.Fit(centers.AsSpan(0, count), y.AsSpan(0, count), scales.AsSpan(0, count), alpha).Interval(centers[count], scales[count]), y[count]);
            quantile += Covers(QuantileConformal.Fit(centers.AsSpan(0, count), highs.AsSpan(0, count), y.AsSpan(0, count), alpha).Interval(centers[count], highs[count]), y[count]);
        }

        // Three deviations of a share over 8,000 draws.
        var slack = 3 * Math.Sqrt(alpha * (1 - alpha) / Draws);
        foreach (var covered in new[] { split, scaled, quantile })
        {
            Assert.InRange((double)covered / Draws, 1 - alpha - slack, 1 - alpha + (1.0 / (count + 1)) + slack);
        }
    }

    [Fact]
    public void Quantile_UnevenNoise_IsNarrowerWhereItIsQuiet()
    {
        var random = new Random(4);
        double[] x = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(v => v * Samples.Normal(random))];

        var model = QuantileConformal.Fit([.. x.Select(v => -v)], [.. x.Select(v => v)], y, 0.1);

        var (quiet, loud) = (model.Interval(-0.1, 0.1), model.Interval(-1, 1));
        Assert.True(quiet.High - quiet.Low < 0.6 * (loud.High - loud.Low));
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        Assert.Contains("outcomes", Message(() => SplitConformal.Fit([1], [], [], 0.1)), StringComparison.Ordinal);
        Assert.Contains("scales", Message(() => SplitConformal.Fit([1], [1], [0], 0.1)), StringComparison.Ordinal);
        Assert.Contains("centers[0] is NaN", Message(() => SplitConformal.Fit([double.NaN], [1], [], 0.1)), StringComparison.Ordinal);
        Assert.Contains("alpha is 1", Message(() => SplitConformal.Fit([1], [1], [], 1)), StringComparison.Ordinal);
        Assert.Contains("highs", Message(() => QuantileConformal.Fit([1], [], [1], 0.1)), StringComparison.Ordinal);
        Assert.Contains("scale is 0", Message(() => SplitConformal.Fit([1], [1], [], 0.5).Interval(1, 0)), StringComparison.Ordinal);
        Assert.Contains("low is NaN", Message(() => QuantileConformal.Fit([1], [2], [1], 0.5).Interval(double.NaN, 1)), StringComparison.Ordinal);

        static string Message(Func<object> run) => Assert.ThrowsAny<ArgumentException>(run).Message;
    }

    private static int Covers((double Low, double High) interval, double outcome) => outcome >= interval.Low && outcome <= interval.High ? 1 : 0;
}
