using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class SharpeRatioTests
{
    // Worked from the formulas of Bailey and López de Prado outside this program.
    [Fact]
    public void Deflated_CheckValues_Agree()
    {
        var sharpe = new SharpeRatio(0.1, 1000, Skewness: -0.5, Kurtosis: 6);

        Assert.Equal(0.998916, sharpe.Probabilistic(), 6);
        Assert.Equal(0.0506121, SharpeRatio.ExpectedMaximum(100, 0.0004), 7);
        Assert.Equal(0.935037, sharpe.Deflated(100, 0.0004), 6);
        Assert.Equal(1.574598, SharpeRatio.ExpectedMaximum(10, 1), 6);
        Assert.Equal(2.530603, SharpeRatio.ExpectedMaximum(100, 1), 6);
    }

    [Fact]
    public void Of_HandWorked_GivesTheMoments()
    {
        // Mean 1, deviations -1, -1, 2 around it: second moment 2, third 2, fourth 6.
        var sharpe = SharpeRatio.Of([0, 0, 3]);

        Assert.Equal(1 / Math.Sqrt(3), sharpe.Ratio, 12);
        Assert.Equal(2 / Math.Pow(2, 1.5), sharpe.Skewness, 12);
        Assert.Equal(1.5, sharpe.Kurtosis, 12);
        Assert.InRange(sharpe.Probabilistic(), 0.5, 1);
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpeRatio.Of([1]));
        Assert.Contains("variance 0", Assert.Throws<ArgumentException>(() => SharpeRatio.Of([1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SharpeRatio.Of([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SharpeRatio(0.1, 100, 2, 3).Probabilistic());
        Assert.Throws<ArgumentOutOfRangeException>(() => new SharpeRatio(double.NaN, 100, 0, 3).Probabilistic());
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpeRatio.ExpectedMaximum(1, 1));
    }
}
