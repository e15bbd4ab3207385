namespace ActorTrading.Engine.Predictors;

internal sealed record ModelState(string Model, byte[] State);
