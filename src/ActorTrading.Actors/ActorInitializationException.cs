namespace ActorTrading.Actors;

/// <summary>Constructor or PreStart threw, or an actor was made with <c>new</c>. The default decider stops the actor.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    public ActorInitializationException()
        : this(null, "The actor could not be made.")
    {
    }

    public ActorInitializationException(string message)
        : this(null, message)
    {
    }

    public ActorInitializationException(string message, Exception cause)
        : this(null, message, cause)
    {
    }

    /// <summary>Null where it is not known.</summary>
    public IActorRef? Actor { get; } = actor;

    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}
