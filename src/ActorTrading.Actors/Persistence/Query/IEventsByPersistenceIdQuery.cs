namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Follows the events of one persistence id.</summary>
public interface IEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>The events of one id with from ≤ number ≤ to, ascending, each once, those yet to come included. Ends when the number <paramref name="toSequenceNr"/> was used.</summary>
    IAsyncEnumerable<EventEnvelope> EventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr);
}
