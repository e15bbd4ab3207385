namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region for <see cref="ClusterShardingStats"/>.</summary>
/// <param name="Timeout">After it the answer holds what has come in so far.</param>
public sealed record GetClusterShardingStats(TimeSpan Timeout) : IShardRegionQuery;
