namespace ActorTrading.Actors.Persistence.Query;

public interface ICurrentPersistenceIdsQuery : IReadJournal
{
    /// <summary>Every id that has events, in ordinal order, then the end.</summary>
    IAsyncEnumerable<string> CurrentPersistenceIds();
}
