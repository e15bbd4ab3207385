namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>One step in the life of a connection.</summary>
public sealed record StateChange(ConnectionState State, DateTimeOffset At, string Reason);
