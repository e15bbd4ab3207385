namespace ActorTrading.Actors.Event;

/// <summary>An undelivered message of a kind that is usual at shutdown; its recipient is dead letters.</summary>
public sealed record SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Takes the parts as they are; nothing is published by this.</summary>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
