namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Some events of a journal, in order.</summary>
/// <param name="MayHaveMore">False: there are none left within the asked bounds.</param>
public readonly record struct EventPage(IReadOnlyList<PersistentRepr> Events, bool MayHaveMore);
