namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What an answer said.</summary>
/// <param name="SentAt">When the request that it answers was sent: our clock, µs since the Unix epoch.</param>
/// <param name="ReceivedAt">When the answer was complete, µs since the Unix epoch: our clock as it would be had nobody set it meanwhile.</param>
internal readonly record struct ExchangeAnswer<T>(T Value, long SentAt, long ReceivedAt);
