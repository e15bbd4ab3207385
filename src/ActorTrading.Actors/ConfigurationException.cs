namespace ActorTrading.Actors;

/// <summary>The system's options do not hold what was asked for by name.</summary>
public sealed class ConfigurationException(string message, Exception? cause = null) : AkkaException(message, cause);
