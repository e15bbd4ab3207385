namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Reads all events that a journal holds by now.</summary>
public interface ICurrentAllEventsQuery : IReadJournal
{
    /// <summary>The stored events of all ids after an offset, in the order of offsets, then the end. Events stored after the enumeration began are not included.</summary>
    IAsyncEnumerable<EventEnvelope> CurrentAllEvents(Offset offset);
}
