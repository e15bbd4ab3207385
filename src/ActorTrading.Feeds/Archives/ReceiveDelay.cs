namespace ActorTrading.Feeds.Archives;

/// <summary>Receive minus exchange time in whole ms; below 0 where the receiving clock is behind.</summary>
public sealed record ReceiveDelay(long Min, long Median, long Max);
