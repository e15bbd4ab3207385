using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Backfill;

/// <summary>What a candle that an exchange publishes must be like.</summary>
internal static class PublishedCandle
{
    /// <summary>As a sound bar on the grid; the open may lie outside of high and low, since some exchanges publish the previous close as open.</summary>
    public static bool IsPlausible(in Bar bar, Timeframe timeframe) =>
        IsOnGrid(bar.OpenTime, timeframe)
        && BarValidity.InRange(bar)
        && BarValidity.IsTimely(bar)
        && bar.High >= bar.Low
        && bar.Close <= bar.High
        && bar.Close >= bar.Low;

    public static bool IsOnGrid(long time, Timeframe timeframe) => timeframe.OpenOf(time) == time;
}
