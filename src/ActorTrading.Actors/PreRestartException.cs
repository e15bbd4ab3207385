namespace ActorTrading.Actors;

/// <summary>PreRestart threw; only logged, the restart goes on.</summary>
public sealed class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : AkkaException($"Exception in PreRestart ({restartException.Message})", restartException)
{
    public IActorRef Actor { get; } = actor;

    public Exception OriginalCause { get; } = cause;

    public object? OptionalMessage { get; } = optionalMessage;
}
