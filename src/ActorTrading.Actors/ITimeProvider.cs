namespace ActorTrading.Actors;

/// <summary>Reads the scheduler's clock.</summary>
public interface ITimeProvider
{
    /// <summary>The time of day, UTC. It may be set back: measure with <see cref="MonotonicClock"/>.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since the scheduler was made; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>As <see cref="MonotonicClock"/>, as finely as the clock counts.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
