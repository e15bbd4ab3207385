namespace ActorTrading.Actors;

/// <summary>Base of the kernel's own errors.</summary>
public abstract class AkkaException(string? message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What brought this about; null when nothing else did.</summary>
    protected Exception? Cause => InnerException;
}
