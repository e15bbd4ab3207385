using ActorTrading.Actors.Internal;
using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Persistence;

/// <summary>When a store counts as failing, so that its callers are refused at once for a while.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>Failures in a row. Default 10; above 0.</summary>
    public int MaxFailures { get; init; } = 10;

    /// <summary>A call that takes longer has failed, whatever becomes of it. Default 10 s; above 0.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time until one call is let through to see whether the store works again. Default 30 s; above 0.</summary>
    public TimeSpan ResetTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFailures);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ResetTimeout, TimeSpan.Zero);
    }

    internal CircuitBreaker NewBreaker(ActorSystemImpl system) => new(system.Scheduler, MaxFailures, CallTimeout, ResetTimeout)
    {
        Continuations = system.Continuations,
    };
}
