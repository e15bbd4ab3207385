using ActorTrading.Market;

namespace ActorTrading.Feeds;

/// <summary>
/// A feed that cannot find a row by its number, as nobody keeps what an exchange publishes row by row: it goes on behind the last row stored, which it knows again
/// by trade id and time. Positions count the rows delivered, as everywhere.
/// </summary>
public interface IResumingFeed : IFeed
{
    /// <summary>Delivers everything after what is stored; a symbol that is absent begins afresh.</summary>
    IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, StoredRows> stored, CancellationToken cancellation);
}
