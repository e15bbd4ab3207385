namespace ActorTrading.Actors;

/// <summary>Sends messages later. Runs on the system's <see cref="System.TimeProvider"/>, so tests can turn the clock by hand.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Runs actions by the same clock.</summary>
    IAdvancedScheduler Advanced { get; }

    /// <summary>The clock; a test's own one moves only when it is told to.</summary>
    TimeProvider TimeProvider { get; }
}
