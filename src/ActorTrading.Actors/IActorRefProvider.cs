namespace ActorTrading.Actors;

/// <summary>Finds references by their paths. References to pending asks have paths too, but only their holders reach them.</summary>
public interface IActorRefProvider
{
    /// <summary>Of the root guardian: the address of this system and <c>/</c>.</summary>
    ActorPath RootPath { get; }

    /// <summary>Address of this system; it has no host.</summary>
    Address DefaultAddress { get; }

    /// <inheritdoc cref="ExtendedActorSystem.LookupRoot"/>
    IInternalActorRef RootGuardian { get; }

    /// <inheritdoc cref="ExtendedActorSystem.Guardian"/>
    IInternalActorRef Guardian { get; }

    /// <inheritdoc cref="ExtendedActorSystem.SystemGuardian"/>
    IInternalActorRef SystemGuardian { get; }

    /// <inheritdoc cref="ActorSystem.DeadLetters"/>
    IActorRef DeadLetters { get; }

    /// <inheritdoc cref="ActorSystem.IgnoreRef"/>
    IActorRef IgnoreRef { get; }

    /// <summary>Completes when the last actor has stopped.</summary>
    Task TerminationTask { get; }

    /// <summary>The root guardian when the address is that of this system, dead letters otherwise.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>From a whole path, with <c>#uid</c> for that incarnation only.</summary>
    /// <returns>The actor that lives there now; where none does (or the text is no path) a reference whose messages become dead letters. Never null.</returns>
    IActorRef ResolveActorRef(string path);

    /// <inheritdoc cref="ResolveActorRef(string)"/>
    IActorRef ResolveActorRef(ActorPath actorPath);
}
