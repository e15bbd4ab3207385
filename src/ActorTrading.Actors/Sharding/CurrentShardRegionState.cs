using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <param name="Shards">The shards that run here, with their entities.</param>
/// <param name="Failed">Shards that did not answer within <see cref="ClusterShardingSettings.ShardRegionQueryTimeout"/>.</param>
public sealed record CurrentShardRegionState(IImmutableSet<ShardState> Shards, IImmutableSet<string> Failed)
{
    /// <summary>All shards have answered.</summary>
    public CurrentShardRegionState(IImmutableSet<ShardState> shards)
        : this(shards, ImmutableHashSet<string>.Empty)
    {
    }

    /// <summary>Two are equal when the same shards have answered with the same entities and the same ones have not.</summary>
    public bool Equals(CurrentShardRegionState? other) =>
        other is not null && Shards.SetEquals(other.Shards) && Failed.SetEquals(other.Failed);

    /// <summary>From the number of shards that answered and of those that did not.</summary>
    public override int GetHashCode() => HashCode.Combine(Shards.Count, Failed.Count);
}
