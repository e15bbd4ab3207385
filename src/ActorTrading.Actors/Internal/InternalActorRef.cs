namespace ActorTrading.Actors.Internal;

internal abstract class InternalActorRef : ActorRefBase, IInternalActorRef
{
    /// <summary>The reference itself, also where it is given as something that stands for it; null for refs that are not of this kernel.</summary>
    public static InternalActorRef? Of(object? actorRef) => actorRef as InternalActorRef ?? (actorRef as IActorRefFacade)?.Target;

    /// <summary>The supervisor; null for refs that nobody supervises.</summary>
    public virtual InternalActorRef? Parent => null;

    public virtual bool IsTerminated => false;

    public bool IsLocal => true;

    IInternalActorRef IInternalActorRef.Parent => Above;

    public abstract override void Tell(object message, IActorRef? sender);

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

    protected sealed override void TellInternal(object message, IActorRef? sender) => Tell(message, sender);
}
