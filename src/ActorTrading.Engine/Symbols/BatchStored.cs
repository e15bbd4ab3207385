using ActorTrading.Feeds;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>Acknowledges a batch: it and everything that follows from it is on disk.</summary>
/// <param name="Position">Rows of the source stored by now; the next batch begins there.</param>
public sealed record BatchStored(Symbol Symbol, string Source, long Position)
{
    /// <summary>The last of these rows.</summary>
    public RowMark Last { get; init; }

    /// <summary>The answer for rows that got lost on the way, or with the incarnation that had them: deliver them again.</summary>
    public static BatchStored Nothing(Symbol symbol, string source) => new(symbol, source, 0);
}
