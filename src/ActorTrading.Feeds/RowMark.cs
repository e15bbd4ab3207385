namespace ActorTrading.Feeds;

/// <summary>A row of a feed, as far as it is needed to find what follows it. <c>default</c> where there is no row.</summary>
/// <param name="Id">The exchange's trade id; 0 for a bar, and for a trade without one.</param>
/// <param name="Time">Event time, µs: of a trade its own, of a bar its end.</param>
public readonly record struct RowMark(long Id, long Time);
