using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>What came of saving candles.</summary>
/// <param name="Derived">What was computed from them.</param>
public sealed record SaveResult(UpsertResult Candles, RefreshResult Derived);
