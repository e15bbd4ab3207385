namespace ActorTrading.Node.Http;

/// <summary>Some rows, in order of time.</summary>
/// <param name="Next">To be given as cursor for the rows that follow; null where there are none now.</param>
internal sealed record RowsResponse<T>(IReadOnlyList<T> Rows, string? Next);
