namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Something that an exchange published, or seems to have published, and that could not be had.</summary>
/// <param name="Subscription">Where.</param>
/// <param name="FromTime">Event time of the last row before it, µs; for candles the first missing open time. 0 where it is not known.</param>
/// <param name="ToTime">Event time of the first row after it, µs; 0 where it is not known.</param>
/// <param name="Missing">Trade ids, or candles; 0 where it is not known.</param>
/// <param name="Reason">For people.</param>
public sealed record FeedGap(StreamSubscription Subscription, long FromTime, long ToTime, long Missing, string Reason);
