namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What an exchange allows one address.</summary>
/// <param name="Name">What is counted together.</param>
/// <param name="Permits">In any window of this length; above 0.</param>
internal readonly record struct RateLimit(string Name, int Permits, TimeSpan Window);
