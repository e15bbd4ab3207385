using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>
/// A model failed at a decision bar. It abstains there and goes on as a fresh incarnation from the next one, so replay can do the same without failing itself.
/// </summary>
/// <param name="Time">Close time of the decision bar.</param>
/// <param name="Detail">The error's message, for people; shortened.</param>
public sealed record ModelFailed(Horizon Horizon, string Model, long Time, ModelFailure Failure, string Detail) : ISymbolEvent;
