namespace ActorTrading.Actors;

/// <summary>The stash is full.</summary>
public sealed class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);
