using ActorTrading.Market.Candles;
using ActorTrading.Market.Indicators;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>Which indicators of the catalogue are stored. The volume ratio is <c>volume_ratio_20</c>: the volume over the mean volume of the last 20 candles, this one included.</summary>
internal static class IndicatorColumns
{
    private static readonly int[] At = [.. IndicatorRow.Columns.Select(c => IndicatorCatalog.IndexOf(c == "volume_ratio" ? "volume_ratio_20" : c))];

    /// <param name="row">As <see cref="IndicatorSet"/> writes it.</param>
    public static IndicatorRow Pick(in Candle candle, ReadOnlySpan<double> row)
    {
        Span<double?> values = new double?[At.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = row[At[i]];
            values[i] = double.IsFinite(value) ? value : null;
        }

        return IndicatorRow.From(candle.OpenTime, candle.Revision, values);
    }
}
