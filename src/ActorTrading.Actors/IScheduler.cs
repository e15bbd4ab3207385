namespace ActorTrading.Actors;

/// <summary>Sends messages later. Runs on the system's <see cref="System.TimeProvider"/>, so tests can turn the clock by hand.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    IAdvancedScheduler Advanced { get; }

    TimeProvider TimeProvider { get; }
}
