using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Tests.Distributions;

public sealed class NormalTests
{
    // Abramowitz and Stegun 1964, tables 26.1 and 26.2 (the tail by its logarithm to base 10).
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.691462461274013)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(1.96, 0.975002104851780)]
    [InlineData(2, 0.977249868051821)]
    [InlineData(3, 0.998650101968370)]
    public void Cdf_PublishedTable_Agrees(double x, double expected)
    {
        Assert.Equal(expected, Normal.Cdf(x), 1e-14);
        Assert.Equal(1 - expected, Normal.Cdf(-x), 1e-14);
    }

    [Theory]
    [InlineData(5, 6.54265)]
    [InlineData(10, 23.11805)]
    [InlineData(20, 88.56010)]
    [InlineData(30, 197.30921)]
    public void Cdf_FarTail_KeepsItsRelativePrecision(double x, double minusLogarithm) =>
        Assert.Equal(-minusLogarithm, Math.Log10(Normal.Cdf(-x)), 5);

    [Fact]
    public void Cdf_WhereTheTwoFormsMeet_HasNoStep()
    {
        var below = Normal.Cdf(-Math.BitDecrement(2.5));
        var above = Normal.Cdf(-2.5);

        Assert.InRange(Math.Abs(below - above), 0, 2e-16);
    }

    // Published percentage points.
    [Theory]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.995, 2.5758293035489004)]
    public void Quantile_PublishedPoints_Agree(double probability, double expected)
    {
        Assert.Equal(expected, Normal.Quantile(probability), 1e-13);
        Assert.Equal(-expected, Normal.Quantile(1 - probability), 1e-13);
    }

    [Fact]
    public void Quantile_IsTheInverse_InTheTailsToo()
    {
        foreach (var p in new[] { 1e-290, 1e-100, 1e-20, 1e-6, 0.01, 0.3, 0.5, 0.8, 0.9999 })
        {
            Assert.Equal(1, Normal.Cdf(Normal.Quantile(p)) / p, 1e-11);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(1));
    }
}
