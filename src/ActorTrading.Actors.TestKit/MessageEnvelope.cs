namespace ActorTrading.Actors.TestKit;

/// <summary>A message with its sender as the test actor received it.</summary>
public sealed record MessageEnvelope(object Message, IActorRef? Sender);
