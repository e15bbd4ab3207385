namespace ActorTrading.Engine.Predictors;

/// <summary>Puts a saved state into a fresh model; sent once, before anything else.</summary>
internal sealed record RestoreModel(byte[] State);
