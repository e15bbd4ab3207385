namespace ActorTrading.Feeds.Exchanges;

/// <summary>What a client did since it was made.</summary>
/// <param name="Requests">Sent, repeated ones included.</param>
/// <param name="Retries">Of these, repeats of a failed one.</param>
/// <param name="RateLimited">Answers that said the limit was reached.</param>
/// <param name="Failed">Calls that failed for good.</param>
/// <param name="Waited">Time spent waiting for the limits.</param>
public sealed record ExchangeStatistics(long Requests, long Retries, long RateLimited, long Failed, TimeSpan Waited);
