namespace ActorTrading.Actors;

/// <summary>A place below another.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>A path, not an actor; whether the name is allowed is asked when an actor is made.</summary>
    /// <param name="uid">0 when it is not known.</param>
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(name, uid, parentPath.Depth + 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        Parent = parentPath;
    }

    /// <inheritdoc/>
    public override ActorPath Parent { get; }

    /// <inheritdoc/>
    public override ActorPath WithUid(long uid) => uid == Uid ? this : new ChildActorPath(Parent, Name, uid);
}
