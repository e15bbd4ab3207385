using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>A request that failed for good, its repeats included.</summary>
/// <param name="Window">What was asked for.</param>
/// <param name="Message">Names the exchange, what came back and what to do.</param>
public sealed record FetchFailure(SeriesId Series, TimeRange Window, ExchangeFailure Failure, string Message);
