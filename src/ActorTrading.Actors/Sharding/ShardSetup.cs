namespace ActorTrading.Actors.Sharding;

/// <summary>What all shards of an entity type have in common.</summary>
internal sealed record ShardSetup(
    string TypeName,
    Func<string, Props> EntityProps,
    ClusterShardingSettings Settings,
    EntityAddress Address,
    object HandOffStopMessage);
