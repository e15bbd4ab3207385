namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Follows the persistence ids as they come into use.</summary>
public interface IPersistenceIdsQuery : IReadJournal
{
    /// <summary>Every id that has events, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<string> PersistenceIds();
}
