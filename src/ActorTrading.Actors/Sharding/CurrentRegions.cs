using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>Where regions of the type are known to be: this one and the homes of the shards it forwards to.</summary>
public sealed record CurrentRegions(IImmutableSet<Address> Regions)
{
    /// <summary>Two are equal when they name the same regions, in whatever order.</summary>
    public bool Equals(CurrentRegions? other) => other is not null && Regions.SetEquals(other.Regions);

    /// <summary>From the number of regions.</summary>
    public override int GetHashCode() => Regions.Count;
}
