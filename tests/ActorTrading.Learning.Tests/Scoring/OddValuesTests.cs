using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

/// <summary>A value that is none must be refused by name, and must leave a running score as it was.</summary>
public sealed class OddValuesTests
{
    [Theory]
    [InlineData(0.5, double.NaN, 0.5)]
    [InlineData(double.NaN, 0.5, 0.5)]
    [InlineData(0.5, -0.1, 0.6)]
    [InlineData(0.5, double.PositiveInfinity, 0.5)]
    public void ForecastScore_ValueThatIsNoProbability_IsRefusedAndNotCounted(double first, double second, double third)
    {
        var score = new ForecastScore();

        var error = Assert.ThrowsAny<ArgumentException>(() => score.Add([first, second, third], 0));
        score.Add([0.5, 0.5, 0], 0);

        Assert.Contains("probabilities", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, score.Count);
        Assert.Equal(0.5, score.Brier, 12);
        Assert.Equal(Math.Log(2), score.LogLoss, 12);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, 1)]
    public void IntervalScore_NoInterval_IsRefused(double low, double high)
    {
        var score = new IntervalScore();

        Assert.Throws<ArgumentException>(() => score.Add(low, high, 0));
        score.Add(-1, 1, 0);

        Assert.Equal(2, score.MeanWidth);
    }

    [Fact]
    public void Pinball_DistanceBeyondNumbers_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => Pinball.Loss(0, -1e308, 1e308));

    [Fact]
    public void Differences_WhoseSquaresAreBeyondNumbers_AreRefused()
    {
        double[] a = [1e200, -1e200, 1e200, 3];
        double[] b = [0, 0, 1, 2];

        Assert.ThrowsAny<ArgumentException>(() => DieboldMariano.Test(a, b, 2));
        Assert.ThrowsAny<ArgumentException>(() => BlockBootstrap.MeanDifference([1e308, 1e308, -1e308], [0, 0, 0], 1, 100, 0.9, 1));
    }
}
