namespace ActorTrading.Storage.MarketData;

/// <summary>Something that is done again and again by one of the nodes on this database. Times are µs since the Unix epoch, UTC.</summary>
/// <param name="Name">Of the job; one row each.</param>
/// <param name="Schedule">When, in the words that its program understands.</param>
/// <param name="NextDue">When it is due; stays in the past until a run has ended.</param>
/// <param name="ClaimedBy">Who runs it; null where nobody does.</param>
/// <param name="ClaimedUntil">From then on somebody else may take it over.</param>
/// <param name="LastStarted">Null where it never ran.</param>
/// <param name="LastFinished">Null where no run has ended yet; before <paramref name="LastStarted"/> while one is under way or was broken off.</param>
/// <param name="LastResult">What the last run that ended said.</param>
public sealed record ScheduledJob(
    string Name, string Schedule, long NextDue, string? ClaimedBy, long? ClaimedUntil, long? LastStarted, long? LastFinished, string? LastResult);
