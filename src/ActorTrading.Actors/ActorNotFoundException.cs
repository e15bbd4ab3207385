namespace ActorTrading.Actors;

/// <summary>An <see cref="ActorSelection"/> found nobody.</summary>
public sealed class ActorNotFoundException(string message, Exception? cause = null) : AkkaException(message, cause);
