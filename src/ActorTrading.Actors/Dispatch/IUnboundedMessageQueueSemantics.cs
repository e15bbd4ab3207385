namespace ActorTrading.Actors.Dispatch;

/// <summary>Marks a queue that takes any number of messages.</summary>
public interface IUnboundedMessageQueueSemantics;
