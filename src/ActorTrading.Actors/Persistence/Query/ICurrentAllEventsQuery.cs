namespace ActorTrading.Actors.Persistence.Query;

public interface ICurrentAllEventsQuery : IReadJournal
{
    /// <summary>The stored events of all ids after an offset, in the order of offsets, then the end. Events stored after the enumeration began are not included.</summary>
    IAsyncEnumerable<EventEnvelope> CurrentAllEvents(Offset offset);
}
