namespace ActorTrading.Actors.Internal;

internal abstract class InternalActorRef : IInternalActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>The reference itself, also where it is given as something that stands for it; null for refs that are not of this kernel.</summary>
    public static InternalActorRef? Of(object? actorRef) => actorRef as InternalActorRef ?? (actorRef as IActorRefFacade)?.Target;

    /// <summary>The supervisor; null for refs that nobody supervises.</summary>
    public virtual InternalActorRef? Parent => null;

    public virtual bool IsTerminated => false;

    public bool IsLocal => true;

    IInternalActorRef IInternalActorRef.Parent => Above;

    public abstract void Tell(object message, IActorRef? sender);

    public virtual void SendSystemMessage(SystemMessage message)
    {
    }

    public virtual void Stop()
    {
    }

    public void Suspend() => SendSystemMessage(new SystemMessage.Suspend());

    public void Resume(Exception? causedByFailure = null) => SendSystemMessage(new SystemMessage.Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new SystemMessage.Recreate(cause));

    public IActorRef GetChild(IReadOnlyList<string> name)
    {
        InternalActorRef? at = this;
        foreach (var element in name)
        {
            at = element == ".." ? at.Above : at.GetSingleChild(element);
            if (at is null)
            {
                return ActorRefs.Nobody;
            }
        }

        return at;
    }

    private InternalActorRef Above => Path.Depth == 0 || Parent is not { } parent ? this : parent;

    /// <summary>The child of that name (<c>name</c> or <c>name#uid</c>), or null.</summary>
    public virtual InternalActorRef? GetSingleChild(string name) => null;

    public virtual IReadOnlyList<InternalActorRef> GetChildRefs() => [];

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is IActorRef other && Equals(other));

    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path.Name);

    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public override string ToString() => Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";
}
