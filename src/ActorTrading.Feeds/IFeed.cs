using ActorTrading.Market;

namespace ActorTrading.Feeds;

/// <summary>
/// A source of market data. Pulling is the back-pressure: nothing is read ahead beyond a bounded buffer, so a slow
/// consumer costs time and no memory.
/// </summary>
public interface IFeed
{
    /// <summary>The stable name that every batch carries as its source: equal names mean equal rows at equal positions.</summary>
    string Name { get; }

    /// <summary>True where the data is made up. It is shown next to every result that stands on it.</summary>
    bool IsSimulated { get; }

    /// <summary>The instruments delivered, in ascending order.</summary>
    IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>Delivers everything after <paramref name="positions"/>; it can be called again, each reading is independent.</summary>
    /// <param name="positions">
    /// Rows already stored per symbol, as the last stored batch's <see cref="MarketBatch.Position"/>; a symbol that is absent
    /// starts at 0, a symbol the feed does not have is ignored.
    /// </param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, CancellationToken cancellation);
}
