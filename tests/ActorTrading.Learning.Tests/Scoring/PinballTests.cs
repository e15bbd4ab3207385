using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests.Scoring;

public sealed class PinballTests
{
    [Fact]
    public void Loss_HandWorked_WeighsTheSides()
    {
        Assert.Equal(0.9 * 2, Pinball.Loss(0.9, forecast: 1, outcome: 3), 15);
        Assert.Equal(0.1 * 2, Pinball.Loss(0.9, forecast: 3, outcome: 1), 15);
        Assert.Equal(1.0, Pinball.Mean(0.9, [1, 3], [3, 1]), 15);
    }

    [Fact]
    public void Mean_OverForecasts_IsLeastAtTheQuantile()
    {
        var outcomes = Enumerable.Range(1, 99).Select(i => (double)i).ToArray();
        double Of(double forecast) => Pinball.Mean(0.8, [.. Enumerable.Repeat(forecast, 99)], outcomes);

        Assert.Equal(80, Enumerable.Range(1, 99).MinBy(q => Of(q)));
    }

    [Fact]
    public void Loss_BadInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Pinball.Loss(1.1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pinball.Loss(0.5, double.NaN, 0));
        Assert.Throws<ArgumentException>(() => Pinball.Mean(0.5, [1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pinball.Mean(0.5, [], []));
    }
}
