namespace ActorTrading.Actors;

/// <summary>Constructor or PreStart threw. The default decider stops the actor.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    public ActorInitializationException(string message)
        : this(null, message)
    {
    }

    public IActorRef? Actor { get; } = actor;
}
