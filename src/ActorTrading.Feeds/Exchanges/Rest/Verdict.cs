namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What is wrong, where an answer is not the data that were asked for.</summary>
/// <param name="Reason">For people: what the exchange said.</param>
/// <param name="Pause">How long to leave the exchange alone unless it says so itself; null where there is no need.</param>
internal sealed record Verdict(ExchangeFailure Failure, string Reason, TimeSpan? Pause = null);
