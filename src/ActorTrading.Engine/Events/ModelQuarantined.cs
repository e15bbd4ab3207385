using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>A model failed too often and is not asked before <paramref name="Until"/> (event time).</summary>
public sealed record ModelQuarantined(Horizon Horizon, string Model, long Time, long Until, int Failures) : ISymbolEvent;
