namespace ActorTrading.Feeds.Exchanges;

/// <summary>Something that an exchange pushed.</summary>
/// <param name="ReceivedAt">Our clock, µs since the Unix epoch.</param>
public abstract record LiveUpdate(long ReceivedAt);
