namespace ActorTrading.Actors;

/// <summary>PreRestart threw; only logged, the restart goes on.</summary>
public sealed class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : AkkaException($"Exception in PreRestart ({restartException.Message})", restartException)
{
    /// <summary>The actor that is being restarted.</summary>
    public IActorRef Actor { get; } = actor;

    /// <summary>For which it is being restarted; what PreRestart threw is the inner exception.</summary>
    public Exception OriginalCause { get; } = cause;

    /// <summary>The message that failed; null when the actor is restarted for another's failure.</summary>
    public object? OptionalMessage { get; } = optionalMessage;
}
