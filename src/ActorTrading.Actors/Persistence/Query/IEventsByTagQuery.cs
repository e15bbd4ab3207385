namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Follows the events with a tag, of whatever persistence id.</summary>
public interface IEventsByTagQuery : IReadJournal
{
    /// <summary>The events with a tag after an offset, in the order of offsets, each once, those yet to come included. Never ends.</summary>
    IAsyncEnumerable<EventEnvelope> EventsByTag(string tag, Offset offset);
}
