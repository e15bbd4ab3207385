using System.Collections.Immutable;

namespace ActorTrading.Actors;

/// <summary>Settings of <see cref="CoordinatedShutdown"/>.</summary>
public sealed record CoordinatedShutdownOptions
{
    /// <summary>The predefined phases, one after the other. 5 s each; 10 s for the hand-over of shards, leaving the cluster and stopping the actors.</summary>
    public static readonly ImmutableDictionary<string, Phase> DefaultPhases = InARow(
        (CoordinatedShutdown.PhaseBeforeServiceUnbind, 5),
        (CoordinatedShutdown.PhaseServiceUnbind, 5),
        (CoordinatedShutdown.PhaseServiceRequestsDone, 5),
        (CoordinatedShutdown.PhaseServiceStop, 5),
        (CoordinatedShutdown.PhaseBeforeClusterShutdown, 5),
        (CoordinatedShutdown.PhaseClusterShardingShutdownRegion, 10),
        (CoordinatedShutdown.PhaseClusterLeave, 5),
        (CoordinatedShutdown.PhaseClusterExiting, 10),
        (CoordinatedShutdown.PhaseClusterExitingDone, 5),
        (CoordinatedShutdown.PhaseClusterShutdown, 5),
        (CoordinatedShutdown.PhaseBeforeActorSystemTerminate, 5),
        (CoordinatedShutdown.PhaseActorSystemTerminate, 10));

    /// <summary>By name. Default: <see cref="DefaultPhases"/>; add to them or replace some.</summary>
    public ImmutableDictionary<string, Phase> Phases { get; init; } = DefaultPhases;

    /// <summary>Does the last phase stop the actors? Default yes.</summary>
    public bool TerminateActorSystem { get; init; } = true;

    /// <summary>Does <see cref="ActorSystem.Terminate"/> run the phases? Default yes; needs <see cref="TerminateActorSystem"/>.</summary>
    public bool RunByActorSystemTerminate { get; init; } = true;

    /// <exception cref="ArgumentException">A time limit is not above 0, the phases depend on each other in a circle, or the switches contradict.</exception>
    public void Validate()
    {
        foreach (var (name, phase) in Phases)
        {
            if (phase.Timeout <= TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(Phases), phase.Timeout, $"The timeout of phase '{name}' must be above zero.");
            }
        }

        if (RunByActorSystemTerminate && !TerminateActorSystem)
        {
            throw new ArgumentException(
                $"{nameof(TerminateActorSystem)} must be true while {nameof(RunByActorSystemTerminate)} is: else Terminate would not stop the actors.", nameof(TerminateActorSystem));
        }

        if (RunByActorSystemTerminate && !Phases.ContainsKey(CoordinatedShutdown.PhaseActorSystemTerminate))
        {
            throw new ArgumentException(
                $"Phase '{CoordinatedShutdown.PhaseActorSystemTerminate}' must be there while {nameof(RunByActorSystemTerminate)} is true: it stops the actors.", nameof(Phases));
        }

        _ = CoordinatedShutdown.TopologicalSort(Phases);
    }

    private static ImmutableDictionary<string, Phase> InARow(params (string Name, int Seconds)[] phases)
    {
        var all = ImmutableDictionary.CreateBuilder<string, Phase>(StringComparer.Ordinal);
        ImmutableHashSet<string> before = [];
        foreach (var (name, seconds) in phases)
        {
            all.Add(name, new Phase(before, TimeSpan.FromSeconds(seconds), Recover: true));
            before = [name];
        }

        return all.ToImmutable();
    }
}
