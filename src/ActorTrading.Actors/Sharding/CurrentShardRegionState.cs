using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <param name="Shards">The shards that run here, with their entities.</param>
/// <param name="Failed">Shards that did not answer within <see cref="ClusterShardingSettings.ShardRegionQueryTimeout"/>.</param>
public sealed record CurrentShardRegionState(IImmutableSet<ShardState> Shards, IImmutableSet<string> Failed)
{
    public CurrentShardRegionState(IImmutableSet<ShardState> shards)
        : this(shards, ImmutableHashSet<string>.Empty)
    {
    }

    public bool Equals(CurrentShardRegionState? other) =>
        other is not null && Shards.SetEquals(other.Shards) && Failed.SetEquals(other.Failed);

    public override int GetHashCode() => HashCode.Combine(Shards.Count, Failed.Count);
}
