using ActorTrading.Learning.Distributions;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class CrpsTests
{
    /// <summary>The definition by the midpoint rule from -400 to 400, finer near the outcome's step.</summary>
    private static double Integral(Func<double, double> cdf, double outcome)
    {
        const int Steps = 40_000;
        var sum = 0.0;
        foreach (var (low, high) in new[] { (-400.0, outcome - 20), (outcome - 20, outcome), (outcome, outcome + 20), (outcome + 20, 400) })
        {
            var width = (high - low) / Steps;
            for (var i = 0; i < Steps; i++)
            {
                var x = low + ((i + 0.5) * width);
                var gap = cdf(x) - (x >= outcome ? 1 : 0);
                sum += gap * gap * width;
            }
        }

        return sum;
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0.5, 2, -3)]
    [InlineData(-1, 0.4, 0.7)]
    public void Gaussian_EqualsTheIntegral(double mean, double deviation, double outcome) =>
        Assert.Equal(Integral(x => Normal.Cdf((x - mean) / deviation), outcome), Crps.Gaussian(mean, deviation, outcome), 6);

    [Fact]
    public void Gaussian_AtTheMean_IsTheClosedValue() =>
        Assert.Equal((Math.Sqrt(2) - 1) / Math.Sqrt(Math.PI), Crps.Gaussian(3, 1, 3), 14);

    [Theory]
    [InlineData(0, 1, 5, 0)]
    [InlineData(0.3, 1.5, 3.5, -2)]
    [InlineData(0, 0.5, 8, 4)]
    public void StudentT_EqualsTheIntegral(double location, double scale, double degrees, double outcome) =>
        Assert.Equal(Integral(x => StudentT.Cdf((x - location) / scale, degrees), outcome), Crps.StudentT(location, scale, degrees, outcome), 5);

    [Fact]
    public void StudentT_ManyDegrees_ApproachesTheGaussian() =>
        Assert.Equal(Crps.Gaussian(1, 2, 0.2), Crps.StudentT(1, 2, 1e5, 0.2), 4);

    [Theory]
    [InlineData(-3)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(9)]
    public void Ensemble_EqualsThePairwiseDefinition(double outcome)
    {
        double[] members = [-1.5, -0.2, 0.4, 1, 1, 2.7];

        var pairs = members.Average(x => Math.Abs(x - outcome)) - (members.Average(x => members.Average(y => Math.Abs(x - y))) / 2);

        Assert.Equal(pairs, Crps.Ensemble(members, outcome), 12);
        Assert.Equal(Math.Abs(2 - outcome), Crps.Ensemble([2], outcome), 12);
    }

    [Fact]
    public void FarOutcome_ScoresItsDistance()
    {
        Assert.Equal(1, Crps.Gaussian(0, 1e-50, 1e100) / 1e100, 12);
        Assert.Equal(1, Crps.StudentT(0, 1e-50, 3, -1e100) / 1e100, 12);
        Assert.Equal(1, Crps.Ensemble([0, 1], 1e100) / 1e100, 12);
    }

    [Fact]
    public void BadInput_IsRefusedByName()
    {
        Assert.Contains("Member 1 is 1", Assert.Throws<ArgumentException>(() => Crps.Ensemble([2, 1], 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.Ensemble([], 0));
        Assert.Throws<ArgumentException>(() => Crps.Ensemble([double.NaN], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.Gaussian(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.Gaussian(0, 1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.StudentT(0, 1, 1, 1));
    }
}
