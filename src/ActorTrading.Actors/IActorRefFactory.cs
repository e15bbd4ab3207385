namespace ActorTrading.Actors;

/// <summary>Makes and finds actors: a system, or an actor for its children.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes a child; without a name it gets a generated one that starts with <c>$</c>.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or holds characters that are not allowed.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Whatever lives at the path when a message arrives.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Absolute (<c>/user/a</c>, <c>akka://sys/user/a</c>) or relative path; <c>*</c> and <c>?</c> match names, <c>..</c> goes up.</summary>
    ActorSelection ActorSelection(string actorPath);
}
