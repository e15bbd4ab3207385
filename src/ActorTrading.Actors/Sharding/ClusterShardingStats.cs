using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>Entities per shard, by the region that runs them.</summary>
public sealed record ClusterShardingStats(IImmutableDictionary<Address, ShardRegionStats> Regions)
{
    /// <summary>Two are equal when they have equal stats of the same regions, in whatever order.</summary>
    public bool Equals(ClusterShardingStats? other) => other is not null
        && Regions.Count == other.Regions.Count
        && Regions.All(r => other.Regions.TryGetValue(r.Key, out var stats) && r.Value.Equals(stats));

    /// <summary>From the number of regions.</summary>
    public override int GetHashCode() => Regions.Count;
}
