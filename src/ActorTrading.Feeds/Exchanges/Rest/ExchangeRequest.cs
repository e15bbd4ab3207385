namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>A GET request.</summary>
/// <param name="Path">Relative to the host, with the query.</param>
/// <param name="About">For messages: endpoint and what it was asked for.</param>
/// <param name="Limit">Which limit it counts towards.</param>
/// <param name="Cost">How much it counts.</param>
internal sealed record ExchangeRequest(string Path, string About, RateLimit Limit, int Cost = 1);
