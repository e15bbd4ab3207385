namespace ActorTrading.Actors.Sharding;

/// <summary>
/// The entity that a message is for, and what that entity receives; none: the message is unhandled. As pure and as quick as
/// <see cref="IMessageExtractor"/> has to be. <see cref="ShardingEnvelope"/> and <see cref="ShardRegion.StartEntity"/> never reach it.
/// </summary>
public delegate Option<(string EntityId, object Message)> ExtractEntityId(object message);
