namespace ActorTrading.Actors.Event;

/// <summary>A message its receiver did not know.</summary>
public sealed record UnhandledMessage(object Message, IActorRef Sender, IActorRef Recipient) : AllDeadLetters(Message, Sender, Recipient);
