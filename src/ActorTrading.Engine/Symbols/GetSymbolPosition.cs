using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>Asks a symbol how far it has stored a source; answered with <see cref="BatchStored"/> once recovery is over.</summary>
public sealed record GetSymbolPosition(Symbol Symbol, string Source);
