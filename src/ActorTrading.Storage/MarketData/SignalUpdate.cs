namespace ActorTrading.Storage.MarketData;

/// <summary>What became of a signal at one horizon.</summary>
/// <param name="Price">Scaled by 1e8; null where it is not known.</param>
/// <param name="Outcome">Null where it is not known yet. Without meaning unless the horizon is the signal's own.</param>
public sealed record SignalUpdate(StaleSignal Signal, long? Price, SignalOutcome? Outcome);
