namespace ActorTrading.Actors;

/// <summary>The actor received <see cref="Kill"/>.</summary>
public sealed class ActorKilledException(string message, Exception? cause = null) : AkkaException(message, cause);
