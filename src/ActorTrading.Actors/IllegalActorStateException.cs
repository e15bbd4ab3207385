namespace ActorTrading.Actors;

/// <summary>An actor was used in a way its state does not allow.</summary>
public sealed class IllegalActorStateException(string message, Exception? cause = null) : AkkaException(message, cause);
