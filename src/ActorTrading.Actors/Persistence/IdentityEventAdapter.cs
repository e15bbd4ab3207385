namespace ActorTrading.Actors.Persistence;

/// <summary>Leaves events as they are.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static IdentityEventAdapter Instance { get; } = new();

    /// <summary>Always empty.</summary>
    public string Manifest(object evt) => string.Empty;

    /// <summary>The event itself.</summary>
    public object ToJournal(object evt) => evt;

    /// <summary>The stored event itself, alone.</summary>
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}
