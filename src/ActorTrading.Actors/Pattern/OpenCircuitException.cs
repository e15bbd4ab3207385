namespace ActorTrading.Actors.Pattern;

/// <summary>The call was not made: its circuit breaker is open, or half-open with a trial call under way.</summary>
public sealed class OpenCircuitException : AkkaException
{
    /// <summary>Says why the call was not made.</summary>
    /// <param name="remainingDuration">Time until the next trial call; zero while one is under way.</param>
    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message) => RemainingDuration = remainingDuration;

    /// <summary>Time until the next trial call is let through; zero while one is under way.</summary>
    public TimeSpan RemainingDuration { get; }
}
