namespace ActorTrading.Actors.Sharding;

/// <summary>From a shard to its region: remembered entities are known, messages may come.</summary>
public sealed record ShardInitialized(string ShardId);
