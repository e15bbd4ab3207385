namespace ActorTrading.Actors.Persistence.Query;

public interface IPersistenceIdsQuery : IReadJournal
{
    /// <summary>Every id that has events, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<string> PersistenceIds();
}
