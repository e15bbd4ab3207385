namespace ActorTrading.Actors.Persistence.Query;

/// <summary>How far a journal can be read in order.</summary>
/// <param name="Settled">No event at or below this number can still appear: each is readable, was deleted, or was rolled back for good.</param>
/// <param name="Highest">The highest number that can be read now. Between the two, events may still be missing.</param>
public readonly record struct JournalHorizon(long Settled, long Highest);
