namespace ActorTrading.Actors;

/// <summary>No reply came in time.</summary>
public sealed class AskTimeoutException(string message, Exception? cause = null) : AkkaException(message, cause);
