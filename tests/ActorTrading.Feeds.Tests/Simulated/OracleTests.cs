using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Simulated;

public sealed class OracleTests
{
    private static readonly Symbol Sol = Symbol.Parse("SOL-USDT");
    private static readonly SimulatedMarketOptions Options = new() { Symbols = [Sol], TradesPerMinute = 20 };
    private static readonly SimulatedMarket Market = new(Options);
    private static readonly OracleForecast[] Hourly =
        [.. Oracle.Forecast(Market, Sol, new OracleOptions { Decisions = 4000, StrideHours = 1, Paths = 16 })];

    [Fact]
    public void Estimate_WithEdge_BeatsTheMajorityByAKnownMargin()
    {
        var best = BayesOptimum.Of(Hourly);

        Assert.InRange(best.DirectionAccuracy, 0.54, 0.57);
        Assert.InRange(best.DirectionAccuracy - best.DirectionMajority, 0.03, 0.07);
        Assert.Equal(best.DirectionAccuracy, best.DirectionRealized, 4 * 0.5 / Math.Sqrt(Hourly.Length));
        Assert.True(best.DirectionLogLoss < Math.Log(2) - 0.004);
        Assert.True(best.LabelAccuracy >= best.LabelMajority - 0.002);
        Assert.Equal(best.LabelAccuracy, best.LabelRealized, 0.05);
    }

    [Fact]
    public void Estimate_WithoutEdge_IsACoinToss()
    {
        var best = BayesOptimum.Estimate(
            new SimulatedMarket(Options with { Edge = 0 }), Sol, new OracleOptions { Decisions = 300, StrideHours = 5, Paths = 16 });

        Assert.InRange(best.DirectionAccuracy, 0.5, 0.506);
        Assert.Equal(Math.Log(2), best.DirectionLogLoss, 1e-3);
    }

    [Fact]
    public void Forecast_StatedProbabilities_ComeTrue()
    {
        foreach (var group in Hourly.GroupBy(f => (int)Math.Clamp((f.Rise - 0.38) / 0.06, 0, 4)).Where(g => g.Count() > 100))
        {
            Calibrated(group.Average(f => f.Rise), [.. group.Select(f => f.LogReturn > 0)]);
        }

        foreach (var group in Hourly.GroupBy(f => f.Flat > 0.9 ? 0 : f.Flat > 0.75 ? 1 : 2))
        {
            Calibrated(group.Average(f => f.Flat), [.. group.Select(f => f.Outcome == 1)]);
            Calibrated(group.Average(f => f.Up), [.. group.Select(f => f.Outcome == 2)]);
            Calibrated(group.Average(f => f.Down), [.. group.Select(f => f.Outcome == 0)]);
        }
    }

    [Fact]
    public void Forecast_LongerHorizons_AreCalibratedToo()
    {
        var forecasts = Oracle.Forecast(Market, Sol, new OracleOptions { Horizon = Horizon.H4, Decisions = 400, StrideHours = 4, Paths = 32 }).ToList();

        Calibrated(forecasts.Average(f => f.Rise), [.. forecasts.Select(f => f.LogReturn > 0)]);
        Calibrated(forecasts.Average(f => f.Flat), [.. forecasts.Select(f => f.Outcome == 1)]);
        Assert.True(forecasts.Average(f => f.Flat) < Hourly.Average(f => f.Flat));
    }

    [Fact]
    public void PlantedSignal_FromPublicBars_IsTheOracleSignal()
    {
        var compared = 0;
        foreach (var (forecast, signal) in WithPublicSignal())
        {
            Assert.Equal(forecast.Signal, signal, 0.1);
            compared++;
        }

        Assert.True(compared > 3900);
    }

    [Fact]
    public void Forecast_FromThePast_ComesNearTheOptimumAndNotBeyond()
    {
        // Whoever knows the formula, and only the past, forecasts the direction with the normal distribution of the signal.
        var pairs = WithPublicSignal().ToList();
        var optimum = pairs.Average(pair => LogLoss(pair.Forecast.Rise, pair.Forecast.LogReturn > 0));

        double PastOnly(double edge) => pairs.Average(pair => LogLoss(Noise.NormalCdf(edge * pair.Signal), pair.Forecast.LogReturn > 0));

        Assert.True(PastOnly(Options.Edge) > optimum - 0.0005);
        Assert.True(PastOnly(Options.Edge) < optimum + 0.002);
        Assert.True(PastOnly(0) > optimum + 0.003);
        Assert.True(PastOnly(3 * Options.Edge) > optimum + 0.01);
    }

    [Fact]
    public void Validate_OutOfRange_NamesTheOption()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Horizon", () => new OracleOptions { Horizon = Horizon.Parse("90m") }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>("Threshold", () => new OracleOptions { Threshold = 1 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>("Paths", () => new OracleOptions { Paths = 1 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>("WarmUpHours", () => new OracleOptions { WarmUpHours = 3 }.Validate());
    }

    private static void Calibrated(double stated, bool[] came) =>
        Assert.Equal(stated, came.Count(x => x) / (double)came.Length, (4 * Math.Sqrt(Math.Max(0.01, stated * (1 - stated)) / came.Length)) + 0.005);

    private static double LogLoss(double rise, bool rose) => -Math.Log(rose ? rise : 1 - rise);

    private static IEnumerable<(OracleForecast Forecast, double Signal)> WithPublicSignal()
    {
        var closes = Market.History(Sol, Timeframe.H1, Options.StartTime, Hourly[^1].Time)
            .ToDictionary(bar => bar.OpenTime + Timeframe.H1.Length, bar => Math.Log(Fixed.ToDouble(bar.Close)));
        foreach (var forecast in Hourly)
        {
            var past = Enumerable.Range(0, PlantedSignal.Closes).Select(k => forecast.Time - ((PlantedSignal.Closes - 1 - k) * Timeframe.H1.Length)).ToArray();
            if (past.All(closes.ContainsKey))
            {
                yield return (forecast, PlantedSignal.Of([.. past.Select(time => closes[time])]));
            }
        }
    }
}
