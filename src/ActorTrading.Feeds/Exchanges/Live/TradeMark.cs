namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The last trade of an instrument that is stored.</summary>
/// <param name="Id">The exchange's trade id.</param>
/// <param name="Time">Event time, µs.</param>
public readonly record struct TradeMark(long Id, long Time);
