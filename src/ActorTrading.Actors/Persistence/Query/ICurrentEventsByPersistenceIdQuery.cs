namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Reads the events of one persistence id that are stored by now.</summary>
public interface ICurrentEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>The stored events of one id with from ≤ number ≤ to, ascending, then the end. Events stored after the enumeration began are not included.</summary>
    IAsyncEnumerable<EventEnvelope> CurrentEventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr);
}
