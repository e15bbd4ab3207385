using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>An answer of the exchange.</summary>
/// <param name="Window">What was asked for.</param>
/// <param name="Candles">Final ones that open in the window, ascending, each once.</param>
internal readonly record struct FetchedWindow(TimeRange Window, ReadOnlyMemory<Candle> Candles);
