namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>A fault that the simulation made up: an actor's failure, a failed write or read.</summary>
public sealed class SimulatedFailureException(string message) : Exception(message);
