using ActorTrading.Engine.Events;
using ActorTrading.Market;

namespace ActorTrading.Engine.Predictors;

/// <summary>A predictor that came back from a snapshot tells what readers saw before.</summary>
/// <param name="Latest">Null when nothing had been forecast.</param>
internal sealed record PredictorRestored(Horizon Horizon, PredictionIssued? Latest, HorizonScore Score);
