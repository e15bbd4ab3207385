namespace ActorTrading.Actors;

public interface IWithTimers
{
    /// <summary>Set by the kernel when the actor is made.</summary>
    ITimerScheduler Timers { get; set; }
}
