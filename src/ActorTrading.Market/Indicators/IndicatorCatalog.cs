using ActorTrading.Market.Indicators.Averages;
using ActorTrading.Market.Indicators.Microstructure;
using ActorTrading.Market.Indicators.Momentum;
using ActorTrading.Market.Indicators.Statistics;
using ActorTrading.Market.Indicators.Trend;
using ActorTrading.Market.Indicators.Volatility;
using ActorTrading.Market.Indicators.Volume;

namespace ActorTrading.Market.Indicators;

/// <summary>
/// Every indicator in the order of the row, averages first, then momentum, trend, volatility, volume, microstructure and statistics. Terms: "over n" is the last n bars,
/// this one included; r = ln(close / close before); SMA, WMA and EMA are simple, weighted and exponential moving averages; an EMA or Wilder average of n begins with the
/// mean of its first n values; ATR(n) is the Wilder average of the true range; typical price = (high + low + close) / 3, median price = (high + low) / 2;
/// signed volume = 2 buy volume − volume where the source tells buys, else the volume with the sign of the close's change. Missing bars are not filled in.
/// Nothing looks at a later bar. A quotient by 0 is NaN unless its definition names another value; a value is never infinite.
/// </summary>
public static class IndicatorCatalog
{
    public static IReadOnlyList<IndicatorDefinition> All { get; } = [.. CreateGroups().SelectMany(g => g.Definitions)];

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">No such indicator.</exception>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"'{name}' is not an indicator: see IndicatorCatalog.All.", nameof(name));
    }

    internal static IndicatorGroup[] CreateGroups() =>
    [
        new WindowAverages(), new SmoothedAverages(), new AdaptiveAverages(),
        new Strength(), new RangeOscillators(), new Crossovers(), new RateOscillators(),
        new DirectionalMovement(), new Stops(),
        new Bands(), new Estimators(), new Choppiness(),
        new VolumeLines(), new VolumeWindows(),
        new OrderFlow(), new Spreads(),
        new ReturnShape(), new Memory(),
    ];
}
