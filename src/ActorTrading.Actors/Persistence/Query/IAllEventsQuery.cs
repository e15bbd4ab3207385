namespace ActorTrading.Actors.Persistence.Query;

public interface IAllEventsQuery : IReadJournal
{
    /// <summary>The events of all ids after an offset, in the order of offsets, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<EventEnvelope> AllEvents(Offset offset);
}
