namespace ActorTrading.Feeds;

/// <summary>How far a symbol has stored a feed.</summary>
/// <param name="Position">Rows stored.</param>
/// <param name="Last">The last of them.</param>
public readonly record struct StoredRows(long Position, RowMark Last);
