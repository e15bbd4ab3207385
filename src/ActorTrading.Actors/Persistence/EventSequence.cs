namespace ActorTrading.Actors.Persistence;

/// <summary>Makes the result of a read adapter.</summary>
public static class EventSequence
{
    /// <summary>Nothing is replayed.</summary>
    public static IEventSequence Empty { get; } = new EmptyEventSequence();

    public static IEventSequence Single(object evt) => new SingleEventSequence(evt);

    public static IEventSequence Create(params object[] events) => new Several(events);

    public static IEventSequence Create(IEnumerable<object> events) => new Several([.. events]);

    private sealed class Several(object[] events) : IEventSequence
    {
        public IEnumerable<object> Events => events;
    }
}
