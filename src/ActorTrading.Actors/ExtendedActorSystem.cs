namespace ActorTrading.Actors;

/// <summary>What an actor system shows to its extensions.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    private protected ExtendedActorSystem()
    {
    }

    /// <summary>Parent of all actors made by <see cref="ActorSystem.ActorOf"/>: <c>/user</c>.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>Parent of the system's own actors: <c>/system</c>. It stops after <see cref="Guardian"/>.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>The top of the tree, <c>/</c>.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>References by path.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>Makes an actor under <see cref="SystemGuardian"/>: it outlives those under /user.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);
}
