namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What an exchange allows on one connection.</summary>
/// <param name="MaxSubscriptions">Subscriptions per connection.</param>
/// <param name="MaxRequestBytes">Length of one request.</param>
/// <param name="RequestSpacing">Time between two requests that is never too short.</param>
/// <param name="ConnectSpacing">Time between two connections of this address that is never too short.</param>
/// <param name="Lifetime">After which the exchange closes the connection; null for never.</param>
internal sealed record StreamLimits(int MaxSubscriptions, int MaxRequestBytes, TimeSpan RequestSpacing, TimeSpan ConnectSpacing, TimeSpan? Lifetime);
