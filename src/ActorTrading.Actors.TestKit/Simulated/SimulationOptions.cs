namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Limits and faults of a <see cref="Simulation"/>. Shares are probabilities from 0 to 1, drawn from the seed.</summary>
public sealed record SimulationOptions
{
    /// <summary>Virtual time at the start. Default 2026-01-01 UTC.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Virtual time that a wait may take where it states none. Default 1 h; above 0.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Steps after which a simulation counts as a live-lock. Default 10 million; above 0.</summary>
    public long StepLimit { get; init; } = 10_000_000;

    /// <summary>Share of wake-ups that come late: the actor has a message, but its turn begins only after some virtual time. Default 0.</summary>
    public double LateWakeUps { get; init; }

    /// <summary>How late a late wake-up is at most. Default 20 ms; above 0.</summary>
    public TimeSpan MaxWakeUpDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Share of turns at whose start the actor fails with <see cref="SimulatedFailureException"/>; its supervisor decides. Default 0.</summary>
    public double ActorFailures { get; init; }

    /// <summary>Which actors may fail so. Null: all under <c>/user</c>.</summary>
    public Func<ActorPath, bool>? MayFail { get; init; }

    /// <summary>Steps kept for the report of a failure. Default 60; 0 = none.</summary>
    public int TraceLength { get; init; } = 60;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StepLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxWakeUpDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(TraceLength);
        Share.Check(LateWakeUps, nameof(LateWakeUps));
        Share.Check(ActorFailures, nameof(ActorFailures));
    }
}
