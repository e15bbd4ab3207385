namespace ActorTrading.Actors;

/// <summary>Tells messages later; they go to the mailbox like any other when their time has come. Nothing is told after the system has terminated.</summary>
public interface ITellScheduler
{
    /// <summary>Tells it once after the delay (zero or more).</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>The same, unless it is cancelled before.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable);

    /// <summary>Tells it after the delay and then each interval (above zero), until the system terminates.</summary>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>The same, until it is cancelled.</summary>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable cancelable);
}
