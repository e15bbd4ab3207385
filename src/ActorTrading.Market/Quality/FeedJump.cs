namespace ActorTrading.Market.Quality;

/// <summary>A discontinuity in a feed, as delivered.</summary>
/// <param name="Row">Rows delivered before the jump: the row after it has this number, counted from 0.</param>
/// <param name="FromTime">Event time of the row before, µs.</param>
/// <param name="ToTime">Event time of the row after, µs; earlier than <paramref name="FromTime"/> for a jump back.</param>
/// <param name="MissingIds">Trade ids between the two rows that were not delivered there; 0 for a jump back or without ids.</param>
public sealed record FeedJump(long Row, long FromTime, long ToTime, long MissingIds)
{
    public bool IsBackward => ToTime < FromTime;
}
