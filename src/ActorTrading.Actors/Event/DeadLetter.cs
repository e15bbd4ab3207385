namespace ActorTrading.Actors.Event;

/// <summary>A message whose receiver is gone.</summary>
public sealed record DeadLetter(object Message, IActorRef Sender, IActorRef Recipient) : AllDeadLetters(Message, Sender, Recipient);
