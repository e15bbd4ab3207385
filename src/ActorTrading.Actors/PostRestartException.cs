namespace ActorTrading.Actors;

/// <summary>The new instance failed in its constructor or in PostRestart.</summary>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception in PostRestart ({originalCause.GetType()}): {cause.Message}", cause)
{
    /// <summary>For which the actor was being restarted; what the new instance threw is the inner exception.</summary>
    public Exception OriginalCause { get; } = originalCause;
}
