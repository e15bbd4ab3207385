namespace ActorTrading.Actors.Internal;

/// <summary>A place in the tree where nobody lives.</summary>
internal sealed class EmptyActorRef(ActorPath path, DeadLetterRef deadLetters) : InternalActorRef
{
    public DeadLetterRef DeadLetters { get; } = deadLetters;

    public override ActorPath Path { get; } = path;

    public override bool IsTerminated => true;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
        }
        else
        {
            DeadLetters.Publish(message, sender, this);
        }
    }

    public override void SendSystemMessage(SystemMessage message) => DeadLetterRef.Answer(message, this);
}
