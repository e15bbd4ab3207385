namespace ActorTrading.Storage.Journal;

/// <param name="Events">Events that can be replayed; deleted ones do not count.</param>
/// <param name="HighestOrdering">The global order of the newest of them; 0 when there is none.</param>
/// <param name="Bytes">Of the database file and its write-ahead log.</param>
public sealed record JournalSize(long Events, long HighestOrdering, long Bytes);
