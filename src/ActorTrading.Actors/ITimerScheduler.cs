namespace ActorTrading.Actors;

/// <summary>Messages to oneself after a time. A key has one timer at most; all end with the instance.</summary>
public interface ITimerScheduler
{
    /// <summary>One message each <paramref name="interval"/>, the first after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Tells the actor the message after the delay and then each interval. Replaces a timer of the same key, whose tick that is already in the mailbox is dropped. Ends with the incarnation.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>The same with a sender for the message.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    /// <summary>The same with a sender for the message.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    /// <summary>Tells the actor the message once. Replaces a timer of the same key, whose tick that is already in the mailbox is dropped. Ends with the incarnation.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>The same with a sender for the message.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    /// <summary>Whether a timer of that key runs; a single one that has fired does not.</summary>
    bool IsTimerActive(object key);

    /// <summary>The keys of all timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>After this no message of the timer arrives, not even one that already waits in the mailbox.</summary>
    void Cancel(object key);

    /// <summary>Ends all timers; ticks that are already in the mailbox are dropped.</summary>
    void CancelAll();
}
