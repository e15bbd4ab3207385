using ActorTrading.Market.Features;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Features;

/// <summary>Every feature against its definition, written out with plain sums over the whole history.</summary>
public sealed class FeatureDefinitionTests
{
    [Theory]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz", "1h")]
    [InlineData("XBT-USD.1h.2015-2019.csv.gz", "1h")]
    [InlineData("ETH-USD.4h.2016-2024.csv.gz", "4h")]
    [InlineData("LTC-USDT.5m.2024.csv.gz", "5m")]
    public void Add_RecordedBars_EveryFeatureFollowsItsDefinition(string file, string timeframe) =>
        Verify([.. RecordedRows.Bars(file).Take(9_000)], Timeframe.Parse(timeframe));

    [Theory]
    [InlineData("1d", 0.05)]
    [InlineData("15m", 0.003)]
    public void Add_RandomWalkWithGaps_EveryFeatureFollowsItsDefinition(string timeframe, double size) =>
        Verify(FeatureSeries.Walk(21, 2_500, Timeframe.Parse(timeframe), size), Timeframe.Parse(timeframe));

    private static void Verify(Bar[] bars, Timeframe timeframe)
    {
        var rows = FeatureSeries.Stream(bars, timeframe);
        var names = FeatureEngine.Schema.Names;
        var definition = new DefinedFeatures(bars, timeframe);
        foreach (var at in new[] { 0, 1, 2, 5, 13, 40, 217, bars.Length / 2, bars.Length - 2, bars.Length - 1 })
        {
            var truth = definition.At(at);
            Assert.Equal(names.Order(), truth.Keys.Order());
            foreach (var (name, i) in names.Select((n, i) => (n, i)))
            {
                var actual = rows[(at * names.Count) + i];
                var allowed = 1e-9 * Math.Max(1, Math.Abs(truth[name]));
                Assert.True(Math.Abs(actual - truth[name]) <= allowed, $"bar {at}, {name}: defined {truth[name]:R}, computed {actual:R}");
            }
        }
    }
}
