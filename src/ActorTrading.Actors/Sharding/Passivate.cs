namespace ActorTrading.Actors.Sharding;

/// <summary>
/// From an entity (or a child of it) to its parent: it wants to stop. The stop message comes back to the entity behind everything that was
/// sent to it before; what arrives later waits, at most <see cref="TuningParameters.BufferSize"/> messages, for a fresh incarnation.
/// </summary>
/// <remarks>
/// An entity under a <see cref="BackoffSupervisor"/> passes it up through the supervisor, which must know the stop message as its final one
/// (<see cref="BackoffOptions.WithFinalStopMessage"/>). A persistent actor needs a stop message of its own: <see cref="PoisonPill"/> would
/// overtake the commands it has stashed.
/// </remarks>
public sealed record Passivate(object StopMessage) : IShardRegionCommand;
