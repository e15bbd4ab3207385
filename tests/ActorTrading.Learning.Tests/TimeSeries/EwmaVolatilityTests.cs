using ActorTrading.Learning.TimeSeries;

namespace ActorTrading.Learning.Tests.TimeSeries;

public class EwmaVolatilityTests
{
    /// <summary>By hand with lambda 0.5: 4; (4 + 1)/2; then 2.5/2 + 9/2.</summary>
    [Fact]
    public void Update_ByHand()
    {
        var model = new EwmaVolatility(0.5);
        var seen = new List<double>();
        foreach (var value in new[] { 2.0, -1, 3 })
        {
            model.Update(value);
            seen.Add(model.Variance);
        }

        Assert.Equal([4, 2.5, 5.75], seen);
        Assert.Equal(Math.Sqrt(5.75), model.Volatility);
        Assert.Equal(57.5, model.ForecastTotalVariance(10));
    }

    /// <summary>RiskMetrics 1996: once the plain mean is over, the weights are (1 - lambda)·lambda^k.</summary>
    [Fact]
    public void Update_ManyReturns_HasTheWeightsOfTheDefinition()
    {
        var returns = Simulated.Garch(600, 0.1, 0.2, 0.7, seed: 1);
        var model = new EwmaVolatility(0.94);
        foreach (var value in returns)
        {
            model.Update(value);
        }

        Assert.Equal(Enumerable.Range(0, 600).Sum(k => 0.06 * Math.Pow(0.94, k) * Math.Pow(returns[^(k + 1)], 2)), model.Variance, 1e-12);
    }

    [Fact]
    public void BadInput_NamesIt()
    {
        Assert.Contains("lambda is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new EwmaVolatility(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EwmaVolatility().Update(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EwmaVolatility().ForecastTotalVariance(0));
        Assert.Equal(0, new EwmaVolatility().Volatility);
    }
}
