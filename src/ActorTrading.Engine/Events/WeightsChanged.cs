using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>The blend's expert weights after the outcomes known at <paramref name="Time"/>, in the experts' fixed order.</summary>
public sealed record WeightsChanged(Horizon Horizon, long Time, double[] Weights) : ISymbolEvent;
