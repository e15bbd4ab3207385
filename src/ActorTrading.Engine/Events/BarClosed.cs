using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

public sealed record BarClosed(Timeframe Timeframe, Bar Bar) : ISymbolEvent;
