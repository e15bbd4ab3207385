using ActorTrading.Market;

namespace ActorTrading.Engine.Predictors;

internal sealed record PredictorState(Horizon Horizon, byte[] State);
