namespace ActorTrading.Actors.Persistence;

/// <summary>The events up to that number are gone.</summary>
public sealed record DeleteMessagesSuccess(long ToSequenceNr);
