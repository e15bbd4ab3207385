namespace ActorTrading.Actors.Persistence;

/// <summary>The journal refused an event as such; the journal itself works, so the actor goes on.</summary>
public sealed class EventRejectedException(string message, Exception? cause = null) : Exception(message, cause);
