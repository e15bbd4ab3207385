namespace ActorTrading.Actors;

/// <summary>Messages to oneself after a time. A key has one timer at most; all end with the instance.</summary>
public interface ITimerScheduler
{
    /// <summary>One message each <paramref name="interval"/>, the first after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    bool IsTimerActive(object key);

    /// <summary>The keys of all timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>After this no message of the timer arrives, not even one that already waits in the mailbox.</summary>
    void Cancel(object key);

    void CancelAll();
}
