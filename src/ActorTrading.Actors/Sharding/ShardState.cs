using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>A shard and the entities alive in it.</summary>
public sealed record ShardState(string ShardId, IImmutableSet<string> EntityIds)
{
    /// <summary>Two are equal when the shard is the same and the same entities are alive in it.</summary>
    public bool Equals(ShardState? other) =>
        other is not null && string.Equals(ShardId, other.ShardId, StringComparison.Ordinal) && EntityIds.SetEquals(other.EntityIds);

    /// <summary>From the shard and the number of its entities.</summary>
    public override int GetHashCode() => HashCode.Combine(ShardId, EntityIds.Count);
}
