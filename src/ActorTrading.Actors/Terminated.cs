namespace ActorTrading.Actors;

/// <summary>A watched actor has stopped. Left unhandled it stops the watcher with <see cref="DeathPactException"/>.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    /// <summary>The one that stopped; its uid tells which incarnation.</summary>
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>The whole system of the actor was lost. The kernel's own watches stay in one process and never say so.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <summary>False when the actor was gone before the watch reached it.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>The actor, and whether it was known to have lived, for logs.</summary>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
