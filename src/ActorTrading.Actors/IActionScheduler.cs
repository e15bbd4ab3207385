namespace ActorTrading.Actors;

/// <summary>Runs actions later, on a thread of the clock and not in any actor's turn: they must not block or touch an actor's state.</summary>
public interface IActionScheduler
{
    /// <summary>The action runs outside of any actor's turn.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs it once, unless it is cancelled before.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable);

    /// <summary>Runs it after the delay and then each interval, until the system terminates.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>The same, until it is cancelled.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable);
}
