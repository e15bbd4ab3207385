namespace ActorTrading.Actors.Persistence;

/// <summary>Where events are stored. Implementations are safe for use from many actors at once.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Stores events of one persistence id, all or none. The task completes when they are durable.
    /// Serialisation happens before the first await, on the caller's thread.
    /// Writes that arrive while another is under way share the next transaction.
    /// Persistent actors leave the list as it is afterwards: a journal may keep it.
    /// </summary>
    /// <exception cref="EventRejectedException">The events cannot be stored as they are (serialisation); the journal is unharmed.</exception>
    Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default);

    /// <summary>The events with <paramref name="fromSequenceNr"/> ≤ number ≤ <paramref name="toSequenceNr"/>, ascending, at most <paramref name="max"/>.</summary>
    IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, CancellationToken cancellationToken = default);

    /// <summary>The highest number ever written under the id, deleted ones included; 0 when there is none.</summary>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default);

    /// <summary>Removes the events up to and including a number. Never lowers the highest number.</summary>
    Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default);

    /// <summary>Every persistence id that has events, in ordinal order.</summary>
    IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default);
}
