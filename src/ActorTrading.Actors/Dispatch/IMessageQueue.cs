namespace ActorTrading.Actors.Dispatch;

/// <summary>Where an actor's messages wait. Any thread may enqueue, one at a time dequeues.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    /// <summary>Takes the message, or makes it a dead letter. Must not block: the caller may be an actor's turn.</summary>
    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);
}
