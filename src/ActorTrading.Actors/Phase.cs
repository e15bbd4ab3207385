using System.Collections.Immutable;

namespace ActorTrading.Actors;

/// <summary>A step of <see cref="CoordinatedShutdown"/>.</summary>
/// <param name="DependsOn">Phases that must be over before this one begins.</param>
/// <param name="Timeout">Time its tasks have; above 0.</param>
/// <param name="Recover">A task that fails or takes too long is logged and the shutdown goes on. False: it ends there, as failed.</param>
public sealed record Phase(ImmutableHashSet<string> DependsOn, TimeSpan Timeout, bool Recover)
{
    /// <summary>Two phases are equal when they have the same time limit and recovery and depend on the same phases, in whatever order.</summary>
    public bool Equals(Phase? other) =>
        other is not null && Timeout == other.Timeout && Recover == other.Recover && DependsOn.SetEquals(other.DependsOn);

    /// <summary>From the time limit, the recovery and the number of phases it depends on.</summary>
    public override int GetHashCode() => HashCode.Combine(Timeout, Recover, DependsOn.Count);
}
