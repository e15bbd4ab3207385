using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Signals;

/// <summary>What is recorded of a journal, and how.</summary>
/// <param name="Name">Of the journal: under it the position is kept.</param>
/// <param name="Timeframe">Of the bars at whose close forecasts are issued.</param>
/// <param name="Source">Of the bars that were closed.</param>
/// <param name="BatchEvents">Most events that are recorded together; from 1.</param>
public sealed record ForecastRecorderOptions(string Name, Timeframe Timeframe, CandleSource Source, int BatchEvents = 5000);
