namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Reads the events with a tag that are stored by now.</summary>
public interface ICurrentEventsByTagQuery : IReadJournal
{
    /// <summary>The stored events with a tag after an offset, in the order of offsets, then the end. Events stored after the enumeration began are not included.</summary>
    IAsyncEnumerable<EventEnvelope> CurrentEventsByTag(string tag, Offset offset);
}
