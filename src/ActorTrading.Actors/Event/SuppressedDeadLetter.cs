namespace ActorTrading.Actors.Event;

/// <summary>An undelivered message of a kind that is usual at shutdown.</summary>
public sealed record SuppressedDeadLetter(IDeadLetterSuppression Message, IActorRef Sender, IActorRef Recipient);
