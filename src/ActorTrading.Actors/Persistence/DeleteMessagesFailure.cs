namespace ActorTrading.Actors.Persistence;

/// <summary>The events could not be removed.</summary>
public sealed record DeleteMessagesFailure(Exception Cause, long ToSequenceNr);
