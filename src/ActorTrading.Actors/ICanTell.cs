namespace ActorTrading.Actors;

public interface ICanTell
{
    /// <summary>Queues a message; at most once, in order per sender and receiver.</summary>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}
