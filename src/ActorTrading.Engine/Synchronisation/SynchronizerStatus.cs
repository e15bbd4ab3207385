namespace ActorTrading.Engine.Synchronisation;

/// <summary>What a synchroniser did since it was made.</summary>
/// <param name="Received">Live candles of the series it keeps, forming ones included.</param>
/// <param name="Refused">Candles, live or fetched, whose values cannot be.</param>
/// <param name="Inserted">Candles that were not stored before.</param>
/// <param name="Revised">Final candles replaced by other values.</param>
/// <param name="Healed">Missing candles that were fetched.</param>
/// <param name="FailedFetches">Fetches that failed for good; they are tried again at the next look.</param>
/// <param name="Looks">Looks for what is missing that came to their end.</param>
/// <param name="LastProblem">The newest thing that went wrong, for people; null for nothing.</param>
public sealed record SynchronizerStatus(
    long Received, long Refused, long Inserted, long Revised, long Healed, long FailedFetches, long Looks, string? LastProblem);
