namespace ActorTrading.Actors;

/// <summary>What the kernel itself does with an actor. For tests and tools; actors talk by messages and <see cref="IActorContext"/>.</summary>
public interface IInternalActorRef : IActorRef
{
    /// <summary>The supervisor. The root, and whatever nobody supervises, is its own parent.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>True from when <c>PostStop</c> has run and the mailbox is closed.</summary>
    bool IsTerminated { get; }

    /// <summary>Does it live in this process? All refs of this kernel do.</summary>
    bool IsLocal { get; }

    /// <summary>The descendant at the names given from here on (<c>..</c> goes up), or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Stops the actor after the message at hand.</summary>
    void Stop();

    /// <summary>Holds back user messages, here and below. Each call needs one <see cref="Resume"/> or <see cref="Restart"/>.</summary>
    void Suspend();

    /// <param name="causedByFailure">The failure of this very actor that is forgiven; null where it was suspended for another's.</param>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Replaces the instance. The actor has to be suspended.</summary>
    void Restart(Exception cause);
}
