using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>A candle that an exchange pushed, forming or final, or that was fetched to close a hole between two pushes.</summary>
/// <inheritdoc cref="LiveUpdate"/>
public sealed record LiveCandle(SeriesId Series, Candle Candle, long ReceivedAt) : LiveUpdate(ReceivedAt);
