namespace ActorTrading.Actors;

/// <summary>A message as it lies in a mailbox.</summary>
public readonly record struct Envelope(object Message, IActorRef? Sender);
