using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>Bars from before the live feed that warm up a new symbol; ignored by one that has been fed already.</summary>
public sealed record HistoryBatch(BarBatch Bars);
