using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <param name="Stats">Entities by shard.</param>
/// <param name="Failed">Shards that did not answer within <see cref="ClusterShardingSettings.ShardRegionQueryTimeout"/>.</param>
public sealed record ShardRegionStats(IImmutableDictionary<string, int> Stats, IImmutableSet<string> Failed)
{
    /// <summary>All shards have answered.</summary>
    public ShardRegionStats(IImmutableDictionary<string, int> stats)
        : this(stats, ImmutableHashSet<string>.Empty)
    {
    }

    /// <summary>Two are equal when the same shards have answered with the same counts and the same ones have not.</summary>
    public bool Equals(ShardRegionStats? other) => other is not null
        && Stats.Count == other.Stats.Count
        && Stats.All(s => other.Stats.TryGetValue(s.Key, out var count) && count == s.Value)
        && Failed.SetEquals(other.Failed);

    /// <summary>From the number of shards that answered and of those that did not.</summary>
    public override int GetHashCode() => HashCode.Combine(Stats.Count, Failed.Count);
}
