namespace ActorTrading.Actors;

/// <summary>The new instance failed in its constructor or in PostRestart.</summary>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception in PostRestart ({originalCause.GetType()}): {cause.Message}", cause)
{
    public Exception OriginalCause { get; } = originalCause;
}
