namespace ActorTrading.Actors.Dispatch;

/// <summary>Marks a queue that holds so many messages and no more.</summary>
public interface IBoundedMessageQueueSemantics
{
    /// <summary>How long a message may wait for room.</summary>
    TimeSpan PushTimeOut { get; }
}
