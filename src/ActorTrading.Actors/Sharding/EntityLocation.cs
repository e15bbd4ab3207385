namespace ActorTrading.Actors.Sharding;

/// <param name="ShardId">Empty when no shard can be told from the id.</param>
/// <param name="ShardRegion">The region that owns the shard; <see cref="Address.AllSystems"/> when that is not known.</param>
/// <param name="EntityRef">Missing when the entity is not alive here.</param>
public sealed record EntityLocation(string EntityId, string ShardId, Address ShardRegion, Option<IActorRef> EntityRef);
