using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>Under which persistence ids the events of symbols are stored.</summary>
internal static class SymbolIds
{
    private const string Prefix = "symbol-";

    public static string Of(Symbol symbol) => $"{Prefix}{symbol}";

    /// <summary>Whose events an id's are; null where it is no symbol's.</summary>
    public static Symbol? SymbolOf(string persistenceId) =>
        persistenceId.StartsWith(Prefix, StringComparison.Ordinal) && Symbol.TryParse(persistenceId[Prefix.Length..], out var symbol) ? symbol : null;
}
