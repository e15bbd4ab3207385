using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>The open times that a range asks for.</summary>
/// <param name="First">Of the first candle, µs.</param>
/// <param name="End">Where the candle after the last one would open, µs.</param>
internal readonly record struct CandleGrid(long First, long End)
{
    private const long Earliest = 0;

    /// <param name="now">The exchange's clock: nothing that opens later can be had.</param>
    public static CandleGrid Of(Timeframe timeframe, TimeRange range, long now)
    {
        var length = timeframe.Length;
        var asked = range.Intersect(new TimeRange(Earliest, timeframe.OpenOf(now) + length));
        return asked.IsEmpty ? default : new CandleGrid(timeframe.OpenOf(asked.From + length - 1), timeframe.OpenOf(asked.To + length - 1));
    }
}
