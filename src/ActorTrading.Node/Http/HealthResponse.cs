namespace ActorTrading.Node.Http;

/// <param name="Status"><c>ok</c> or <c>unhealthy</c>.</param>
/// <param name="Simulated">The market is made up.</param>
/// <param name="FeedState"><c>running</c>, <c>ended</c> or <c>failed</c>.</param>
/// <param name="Models">Version of the pre-trained models, or <c>untrained</c>.</param>
/// <param name="RowsDelivered">Rows of the feed that are on disk since this start.</param>
/// <param name="RefusedUnknownSymbols">Rows refused because their symbol is not watched, by symbol.</param>
/// <param name="MarketTime">The market's own time; null before the first row.</param>
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
    string? MarketTime);
