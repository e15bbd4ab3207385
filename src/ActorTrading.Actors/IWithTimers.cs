namespace ActorTrading.Actors;

/// <summary>Gives an actor timers. They end with the instance: restart and stop cancel them, ticks in the mailbox included.</summary>
public interface IWithTimers
{
    /// <summary>Set by the kernel when the actor is made.</summary>
    ITimerScheduler Timers { get; set; }
}
