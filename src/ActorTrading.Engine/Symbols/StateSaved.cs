using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

public sealed record StateSaved(Symbol Symbol, long SequenceNr);
