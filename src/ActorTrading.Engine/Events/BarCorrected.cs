using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Events;

/// <summary>A closed bar that came late, or whose publisher gave it other values later. What follows from bars is as if it had been so, from here on; what was said before stands.</summary>
/// <param name="Source">Who published it.</param>
/// <param name="Revision">Of the candle, as stored.</param>
public sealed record BarCorrected(Timeframe Timeframe, Bar Bar, CandleSource Source, int Revision) : ISymbolEvent;
