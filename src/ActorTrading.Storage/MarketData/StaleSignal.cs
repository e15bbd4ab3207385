using ActorTrading.Market;

namespace ActorTrading.Storage.MarketData;

/// <summary>A stored signal whose price at one horizon, or whose result there, is not what the candles say now.</summary>
/// <param name="IsOwn">The horizon is the signal's own: its result depends on it.</param>
public sealed record StaleSignal(StaleFuture Future, Signal Signal, bool IsOwn);
