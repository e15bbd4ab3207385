namespace ActorTrading.Actors.Event;

/// <summary>An undelivered message of a kind that is usual at shutdown; its recipient is dead letters.</summary>
public sealed record SuppressedDeadLetter : AllDeadLetters
{
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient)
    {
    }
}
