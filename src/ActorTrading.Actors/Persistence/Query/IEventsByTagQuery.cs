namespace ActorTrading.Actors.Persistence.Query;

public interface IEventsByTagQuery : IReadJournal
{
    /// <summary>The events with a tag after an offset, in the order of offsets, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<EventEnvelope> EventsByTag(string tag, Offset offset);
}
