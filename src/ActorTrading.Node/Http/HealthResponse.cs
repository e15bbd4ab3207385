using ActorTrading.Feeds.Exchanges.Live;

namespace ActorTrading.Node.Http;

/// <param name="Status"><c>ok</c>; <c>degraded</c> while a connection to the exchange is not live or a subscription is refused; <c>unhealthy</c>.</param>
/// <param name="Simulated">The market is made up.</param>
/// <param name="FeedState"><c>running</c>, <c>ended</c> or <c>failed</c>.</param>
/// <param name="Models">Version of the pre-trained models, or <c>untrained</c>.</param>
/// <param name="RowsDelivered">Rows of the feed that are on disk since this start.</param>
/// <param name="RefusedUnknownSymbols">Rows refused because their symbol is not watched, by symbol.</param>
/// <param name="MarketTime">The market's own time; null before the first row.</param>
/// <param name="Connections">State of each live connection by name; empty for a feed that has none.</param>
internal sealed record HealthResponse(
    string Status,
    string Version,
    double UptimeSeconds,
    string Source,
    bool Simulated,
    string FeedState,
    string? FeedError,
    string Models,
    long RowsDelivered,
    int Symbols,
    IReadOnlyDictionary<string, long> RefusedUnknownSymbols,
    string? MarketTime,
    IReadOnlyDictionary<string, ConnectionState> Connections);
