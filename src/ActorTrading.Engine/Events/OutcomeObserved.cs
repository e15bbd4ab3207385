using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Events;

/// <summary>What became of a forecast once its horizon had passed.</summary>
/// <param name="Time">Close time of the decision bar that issued the forecast.</param>
/// <param name="Return">Simple return from that close to the price at the horizon's end; 0 when <paramref name="Missing"/>.</param>
/// <param name="Missing">No price was known near the horizon's end (a gap): the forecast is not scored and nobody learns from it.</param>
public sealed record OutcomeObserved(Horizon Horizon, long Time, long ObservedAt, double Return, PriceMove Move, bool Missing) : ISymbolEvent;
