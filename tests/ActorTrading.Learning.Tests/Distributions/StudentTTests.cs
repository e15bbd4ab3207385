using ActorTrading.Learning.Distributions;

namespace ActorTrading.Learning.Tests.Distributions;

public sealed class StudentTTests
{
    // Published t table: upper 5 %, 2.5 % and 0.5 % points.
    [Theory]
    [InlineData(1, 0.95, 6.314)]
    [InlineData(1, 0.975, 12.706)]
    [InlineData(2, 0.975, 4.303)]
    [InlineData(4, 0.95, 2.132)]
    [InlineData(5, 0.975, 2.571)]
    [InlineData(5, 0.995, 4.032)]
    [InlineData(10, 0.95, 1.812)]
    [InlineData(30, 0.975, 2.042)]
    [InlineData(120, 0.995, 2.617)]
    public void Quantile_PublishedTable_Agrees(double degrees, double probability, double expected)
    {
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 3);
        Assert.Equal(-expected, StudentT.Quantile(1 - probability, degrees), 3);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-0.2)]
    [InlineData(0)]
    [InlineData(1.7)]
    public void Cdf_OneAndTwoDegrees_MatchesTheClosedForms(double t)
    {
        Assert.Equal(0.5 + (Math.Atan(t) / Math.PI), StudentT.Cdf(t, 1), 12);
        Assert.Equal(0.5 + (t / (2 * Math.Sqrt(2 + (t * t)))), StudentT.Cdf(t, 2), 12);
    }

    [Fact]
    public void LogDensity_IsTheSlopeOfTheCdf()
    {
        foreach (var t in new[] { -2.5, -0.3, 0.0, 0.9, 4.0 })
        {
            var slope = (StudentT.Cdf(t + 1e-5, 4.5) - StudentT.Cdf(t - 1e-5, 4.5)) / 2e-5;
            Assert.Equal(slope, Math.Exp(StudentT.LogDensity(t, 4.5)), 7);
        }
    }

    // Fisher's expansion (1925): F(t) = normal(t) - density(t) (t^3 + t) / (4 v) + O(1 / v^2).
    [Theory]
    [InlineData(1e7)]
    [InlineData(1e8)]
    [InlineData(1e9)]
    public void Cdf_ManyDegrees_IsFishersExpansionAroundTheNormal(double degrees)
    {
        foreach (var t in new[] { -3.0, -1.5, -0.5, -0.01, 0.7, 2 })
        {
            var expected = Normal.Cdf(t) - (Normal.Density(t) * ((t * t * t) + t) / (4 * degrees));
            Assert.Equal(expected, StudentT.Cdf(t, degrees), 12);
        }
    }

    [Fact]
    public void Cdf_WhereTheMethodChanges_HasNoStep()
    {
        foreach (var t in new[] { -30, -3.0, -1.5, -0.5, -0.01, 0.7, 2 })
        {
            Assert.Equal(StudentT.Cdf(t, 120), StudentT.Cdf(t, 120 * (1 + 1e-14)), 12);
        }
    }
}
