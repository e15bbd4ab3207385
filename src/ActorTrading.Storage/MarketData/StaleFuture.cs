namespace ActorTrading.Storage.MarketData;

/// <summary>A stored row whose price at one horizon is not what the candles say now.</summary>
/// <param name="Id">Of the row in its table.</param>
/// <param name="Time">Of the row.</param>
/// <param name="Price">The row's own price, scaled by 1e8.</param>
/// <param name="Actual">Close of the final candle at the horizon, scaled; null where there is none.</param>
/// <param name="IsDue">A final candle closes after the horizon: one that is missing there is a gap, not the future.</param>
public sealed record StaleFuture(long Id, long Time, long Price, long? Actual, bool IsDue);
