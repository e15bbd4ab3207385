using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <param name="Stats">Entities by shard.</param>
/// <param name="Failed">Shards that did not answer within <see cref="ClusterShardingSettings.ShardRegionQueryTimeout"/>.</param>
public sealed record ShardRegionStats(IImmutableDictionary<string, int> Stats, IImmutableSet<string> Failed)
{
    public ShardRegionStats(IImmutableDictionary<string, int> stats)
        : this(stats, ImmutableHashSet<string>.Empty)
    {
    }

    public bool Equals(ShardRegionStats? other) => other is not null
        && Stats.Count == other.Stats.Count
        && Stats.All(s => other.Stats.TryGetValue(s.Key, out var count) && count == s.Value)
        && Failed.SetEquals(other.Failed);

    public override int GetHashCode() => HashCode.Combine(Stats.Count, Failed.Count);
}
