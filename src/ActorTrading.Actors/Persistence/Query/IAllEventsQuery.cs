namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Follows all events of a journal.</summary>
public interface IAllEventsQuery : IReadJournal
{
    /// <summary>The events of all ids after an offset, in the order of offsets, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<EventEnvelope> AllEvents(Offset offset);
}
