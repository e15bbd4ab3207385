namespace ActorTrading.Actors;

/// <summary>Constructor or PreStart threw, or an actor was made with <c>new</c>. The default decider stops the actor.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    /// <summary>Of no particular actor, with a message that says only that it could not be made.</summary>
    public ActorInitializationException()
        : this(null, "The actor could not be made.")
    {
    }

    /// <summary>Of no particular actor.</summary>
    public ActorInitializationException(string message)
        : this(null, message)
    {
    }

    /// <summary>Of no particular actor; the cause is what its constructor or PreStart threw.</summary>
    public ActorInitializationException(string message, Exception cause)
        : this(null, message, cause)
    {
    }

    /// <summary>Null where it is not known.</summary>
    public IActorRef? Actor { get; } = actor;

    /// <summary>The usual text of an exception, behind the actor where it is known.</summary>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}
