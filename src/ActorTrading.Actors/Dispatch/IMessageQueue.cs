namespace ActorTrading.Actors.Dispatch;

/// <summary>Where an actor's messages wait. Any thread may enqueue, one at a time dequeues.</summary>
public interface IMessageQueue
{
    /// <summary>Is there something to take? Asked after each turn: after a false answer the owner rests until the next message comes.</summary>
    bool HasMessages { get; }

    /// <summary>Messages that wait, those without room included; may be out of date at once.</summary>
    int Count { get; }

    /// <summary>Takes the message, or makes it a dead letter. Must not block: the caller may be an actor's turn.</summary>
    void Enqueue(IActorRef receiver, Envelope envelope);

    /// <summary>
    /// Takes the next message in the queue's own order; false when there is none. Only the owner's turn calls it, and must not be kept
    /// waiting.
    /// </summary>
    bool TryDequeue(out Envelope envelope);
}
