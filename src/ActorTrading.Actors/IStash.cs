namespace ActorTrading.Actors;

/// <summary>Puts messages aside and brings them back in the order in which they came.</summary>
public interface IStash
{
    /// <summary>Messages held.</summary>
    int Count { get; }

    /// <summary>Nothing is held.</summary>
    bool IsEmpty { get; }

    /// <summary>Something is held.</summary>
    bool NonEmpty { get; }

    /// <summary>-1 = unlimited.</summary>
    int Capacity { get; }

    /// <summary>One more <c>Stash()</c> would throw <see cref="StashOverflowException"/>.</summary>
    bool IsFull { get; }

    /// <summary>Puts the message at hand aside.</summary>
    /// <exception cref="IllegalActorStateException">It was stashed already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Brings back the oldest one.</summary>
    void Unstash();

    /// <summary>Puts all of them back in front of the mailbox, in the order in which they came.</summary>
    void UnstashAll();

    /// <summary>Puts those back that fit, in their order; the others stay.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what it held; nothing becomes a dead letter.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before those that are held.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
