namespace ActorTrading.Node.Http;

/// <param name="Missing">Trade ids, or candles; 0 where it is not known.</param>
internal sealed record GapResponse(string Subscription, string? From, string? To, long Missing, string Reason);
