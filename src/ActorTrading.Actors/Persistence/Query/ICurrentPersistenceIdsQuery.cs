namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Reads the persistence ids that have events by now.</summary>
public interface ICurrentPersistenceIdsQuery : IReadJournal
{
    /// <summary>Every id that has events, in ordinal order, then the end.</summary>
    IAsyncEnumerable<string> CurrentPersistenceIds();
}
