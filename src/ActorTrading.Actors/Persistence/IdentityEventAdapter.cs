namespace ActorTrading.Actors.Persistence;

/// <summary>Leaves events as they are.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    public static IdentityEventAdapter Instance { get; } = new();

    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}
