namespace ActorTrading.Actors;

/// <summary>Null was sent as a message.</summary>
public sealed class InvalidMessageException(string message, Exception? cause = null) : AkkaException(message, cause);
