namespace ActorTrading.Storage.MarketData;

/// <summary>Where a computation over the candles of a series can be taken up again.</summary>
/// <param name="OpenTime">Of the last candle that it has seen, µs since the Unix epoch, UTC.</param>
/// <param name="State">Of the computation, after that candle.</param>
public sealed record Anchor(long OpenTime, byte[] State);
