namespace ActorTrading.Actors;

/// <summary>Takes messages: at most once, in order per sender, without waiting.</summary>
public interface ICanTell
{
    /// <summary>Queues a message; at most once, in order per sender and receiver.</summary>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}
