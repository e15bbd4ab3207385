namespace ActorTrading.Actors.Internal;

/// <summary>A timer's message on its way; dropped when the timer has been cancelled or replaced meanwhile.</summary>
internal class TimerMessage(TimerScheduler owner, object key, object message, long generation) : IAutoReceivedMessage, IDeadLetterSuppression
{
    public object Key { get; } = key;

    public object Message { get; } = message;

    public long Generation { get; } = generation;

    public TimerScheduler Owner { get; } = owner;
}

internal sealed class QuietTimerMessage(TimerScheduler owner, object key, object message, long generation)
    : TimerMessage(owner, key, message, generation), INotInfluenceReceiveTimeout;
