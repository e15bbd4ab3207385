namespace ActorTrading.Storage.MarketData;

/// <summary>What became of observations that were to be stored.</summary>
/// <param name="Inserted">Nothing was known of their event.</param>
/// <param name="Revised">A new version of a value that is stored.</param>
/// <param name="Unchanged">Said nothing new.</param>
public sealed record ObservationAdded(long Inserted, long Revised, long Unchanged);
