namespace ActorTrading.Actors.Streams;

/// <summary>The actor a stream talks to has stopped, so nothing more can be handed to it.</summary>
public sealed class WatchedActorTerminatedException(IActorRef actor) : Exception($"Actor {actor} stopped while a stream was running to it.")
{
    public IActorRef ActorRef { get; } = actor;
}
