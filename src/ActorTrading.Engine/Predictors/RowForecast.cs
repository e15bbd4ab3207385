using ActorTrading.Engine.Events;
using ActorTrading.Market;

namespace ActorTrading.Engine.Predictors;

/// <summary>A predictor's answer to <see cref="ForecastRow"/>: everything that is to be journalled, the prediction last.</summary>
/// <param name="Score">How the horizon has done so far.</param>
internal sealed record RowForecast(Horizon Horizon, long Time, IReadOnlyList<ISymbolEvent> Events, HorizonScore Score);
