using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>A shard and the entities alive in it.</summary>
public sealed record ShardState(string ShardId, IImmutableSet<string> EntityIds)
{
    public bool Equals(ShardState? other) =>
        other is not null && string.Equals(ShardId, other.ShardId, StringComparison.Ordinal) && EntityIds.SetEquals(other.EntityIds);

    public override int GetHashCode() => HashCode.Combine(ShardId, EntityIds.Count);
}
