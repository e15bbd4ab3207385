using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>
/// What an exchange publishes over REST, in this program's own terms. Limits of the exchange are kept, passing failures are tried again;
/// what is thrown is final for now. Safe for calls from several threads at once, which share the limits.
/// </summary>
public interface IExchangeClient : IAsyncDisposable
{
    /// <summary>As in settings and messages: okx or binance.</summary>
    string Name { get; }

    CandleSource Source { get; }

    /// <summary>Most candles that one request brings.</summary>
    int CandlesPerRequest { get; }

    /// <summary>What it cost so far.</summary>
    ExchangeStatistics Statistics { get; }

    /// <summary>
    /// Every candle the exchange has that opens in the range: asks page after page until it has reached the range's beginning or got an empty answer.
    /// </summary>
    /// <returns>Ascending, each open time once; the bar that still forms, if it is in the range, is not final.</returns>
    /// <exception cref="ExchangeException">It could not be had.</exception>
    Task<IReadOnlyList<Candle>> GetCandlesAsync(SeriesId series, TimeRange range, CancellationToken cancellation);

    /// <summary>Trades after a trade id, oldest first; fewer than wanted where there are no more. Those that happen meanwhile are not run after.</summary>
    /// <param name="afterId">The last id that is known.</param>
    /// <param name="limit">Most trades wanted; at least 1.</param>
    /// <exception cref="ExchangeException">They could not be had.</exception>
    Task<IReadOnlyList<Tick>> GetTradesAsync(Symbol symbol, long afterId, int limit, CancellationToken cancellation);

    /// <summary>The instrument's rules, or null where the exchange has no such instrument.</summary>
    /// <exception cref="ExchangeException">It could not be asked.</exception>
    Task<ExchangeInstrument?> GetInstrumentAsync(Symbol symbol, CancellationToken cancellation);

    /// <summary>The exchange's clock minus ours, measured by one request and corrected for half its round trip.</summary>
    /// <exception cref="ExchangeException">It could not be asked.</exception>
    Task<TimeSpan> GetClockOffsetAsync(CancellationToken cancellation);
}
