namespace ActorTrading.Actors.Event;

/// <summary>Base of all notices about messages that nobody handled: subscribe to it to get every kind.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="Sender">Who sent it; dead letters when nobody did.</param>
/// <param name="Recipient">Who should have handled it.</param>
public abstract record AllDeadLetters(object Message, IActorRef Sender, IActorRef Recipient);
