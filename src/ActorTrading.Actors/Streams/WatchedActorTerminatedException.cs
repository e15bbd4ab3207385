namespace ActorTrading.Actors.Streams;

/// <summary>The actor a stream talks to has stopped, so nothing more can be handed to it.</summary>
public sealed class WatchedActorTerminatedException(IActorRef actor) : Exception($"Actor {actor} stopped while a stream was running to it.")
{
    /// <summary>The one that stopped. What it had not acknowledged may or may not have been handled.</summary>
    public IActorRef ActorRef { get; } = actor;
}
