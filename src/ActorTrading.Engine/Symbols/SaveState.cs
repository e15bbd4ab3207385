using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>Asks a symbol for a snapshot when it is next at rest; answered with <see cref="StateSaved"/>.</summary>
public sealed record SaveState(Symbol Symbol);
