namespace ActorTrading.Actors.Internal;

/// <summary>
/// The children of an actor, and what it is to do once the dying ones are gone; most actors never have any. Guarded by
/// <see cref="Gate"/>, because the guardians make children on any thread and selections look names up from outside.
/// </summary>
internal sealed class Offspring
{
    /// <summary>Of every actor that ends without ever having had a child: it will not get one. Never changed.</summary>
    public static readonly Offspring Barren = new() { Reason = AfterChildren.Terminate };

    public readonly Lock Gate = new();
    public readonly Dictionary<string, ChildRestartStats> Children = new(StringComparer.Ordinal);
    public HashSet<InternalActorRef>? Dying;
    public AfterChildren Reason;
    public Exception? RecreationCause;
    public long NextName;

    public enum AfterChildren
    {
        Nothing,
        Recreate,
        Create,
        Terminate,
    }
}
