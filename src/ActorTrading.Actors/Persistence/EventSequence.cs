namespace ActorTrading.Actors.Persistence;

/// <summary>Makes the result of a read adapter.</summary>
public static class EventSequence
{
    /// <summary>Nothing is replayed.</summary>
    public static IEventSequence Empty { get; } = new EmptyEventSequence();

    /// <summary>That one event is replayed in place of the stored one.</summary>
    public static IEventSequence Single(object evt) => new SingleEventSequence(evt);

    /// <summary>These are replayed in place of the stored one, in this order; none is allowed.</summary>
    public static IEventSequence Create(params object[] events) => new Several(events);

    /// <summary>As the other; the events are read here, once.</summary>
    public static IEventSequence Create(IEnumerable<object> events) => new Several([.. events]);

    private sealed class Several(object[] events) : IEventSequence
    {
        public IEnumerable<object> Events => events;
    }
}
