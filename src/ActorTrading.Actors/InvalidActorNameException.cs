namespace ActorTrading.Actors;

/// <summary>The name is taken or holds characters that are not allowed.</summary>
public sealed class InvalidActorNameException(string message, Exception? cause = null) : AkkaException(message, cause);
