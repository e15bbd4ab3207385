namespace ActorTrading.Actors;

/// <param name="Subject">Null when nothing lives at the place asked for.</param>
public sealed record ActorIdentity(object? MessageId, IActorRef? Subject);
