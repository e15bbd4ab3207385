using ActorTrading.Market.Indicators;
using ActorTrading.Market.Tests.Features;
using ActorTrading.Market.Tests.Indicators.Defined;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Indicators;

/// <summary>Every indicator of every bar against its definition, each value computed from its whole window again.</summary>
public sealed class IndicatorDefinitionTests
{
    [Fact]
    public void Add_RecordedTrades_EveryIndicatorFollowsItsDefinition() => Verify(IndicatorSeries.Minutes.AsSpan(0, 330), Timeframe.M1);

    [Fact]
    public void Add_RecordedHours_EveryIndicatorFollowsItsDefinition() => Verify(RecordedRows.Bars("BTC-USDT.1h.2020-2024.csv.gz").AsSpan(9_000, 330), Timeframe.H1);

    [Fact]
    public void Add_WalkWithGapsAndQuietBars_EveryIndicatorFollowsItsDefinition() => Verify(FeatureSeries.Walk(11, 280, Timeframe.H4), Timeframe.H4);

    private static void Verify(ReadOnlySpan<Bar> bars, Timeframe timeframe)
    {
        var rows = IndicatorSeries.Stream(bars, timeframe);
        var x = new DefinedBars(bars.ToArray(), timeframe);
        var defined = new[] { DefinedAverages.Of(x), DefinedMomentum.Of(x), DefinedTrend.Of(x), DefinedVolatility.Of(x), DefinedVolume.Of(x), DefinedMicrostructure.Of(x), DefinedStatistics.Of(x) }
            .SelectMany(d => d)
            .ToDictionary(d => d.Key, d => d.Value);

        Assert.Equal(IndicatorCatalog.All.Select(d => d.Name).Order(), defined.Keys.Order());
        Assert.Empty(IndicatorCatalog.All.Select(d => FirstDeparture(d, defined[d.Name], IndicatorSeries.Column(rows, d.Name))).OfType<string>());
    }

    private static string? FirstDeparture(IndicatorDefinition definition, double[] defined, double[] computed)
    {
        var first = Array.FindIndex(defined, v => !double.IsNaN(v));
        if (first >= 0 && first < definition.WarmUpBars - 1)
        {
            return $"{definition.Name}: defined from bar {first} on, hidden until bar {definition.WarmUpBars - 1}";
        }

        var scale = defined.Where(v => !double.IsNaN(v)).Select(Math.Abs).DefaultIfEmpty(1).Average();
        for (var i = 0; i < defined.Length; i++)
        {
            var same = double.IsNaN(defined[i]) ? double.IsNaN(computed[i]) : Math.Abs(defined[i] - computed[i]) <= 1e-9 * (Math.Abs(defined[i]) + scale);
            if (!same)
            {
                return $"{definition.Name}, bar {i}: defined {defined[i]:R}, computed {computed[i]:R}";
            }
        }

        return null;
    }
}
