namespace ActorTrading.Engine.Predictors;

/// <summary>How much trouble a model may make.</summary>
public sealed record ModelSupervision
{
    /// <summary>Wall-clock time after which an unanswered request counts as a failure; noticed within twice this time. Default 5 s; from 10 ms to 5 min.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures within <see cref="FailureWindow"/> that send a model into quarantine. Default 3.</summary>
    public int MaxFailures { get; init; } = 3;

    /// <summary>Span of event time over which failures are counted. Default 24 h.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Span of event time a quarantine lasts. Default 6 h.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromHours(6);

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (SlowAfter < TimeSpan.FromMilliseconds(10) || SlowAfter > TimeSpan.FromMinutes(5))
        {
            throw new ArgumentOutOfRangeException(nameof(SlowAfter), SlowAfter, "From 10 ms to 5 min.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFailures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FailureWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Quarantine, TimeSpan.Zero);
    }
}
