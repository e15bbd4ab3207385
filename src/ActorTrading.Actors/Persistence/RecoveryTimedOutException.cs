namespace ActorTrading.Actors.Persistence;

/// <summary>The journal or snapshot store was silent for longer than <see cref="PersistenceOptions.RecoveryEventTimeout"/>.</summary>
public sealed class RecoveryTimedOutException(string message, Exception? cause = null) : AkkaException(message, cause);
