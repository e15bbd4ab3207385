namespace ActorTrading.Actors.Persistence;

/// <summary>One journalled event with its envelope.</summary>
/// <param name="Payload">The event itself; the journal serialises it.</param>
/// <param name="SequenceNr">Position within the persistence id, from 1, rising; a rejected event leaves a gap, because its number is not used again.</param>
/// <param name="WriterGuid">The incarnation that wrote it; tells a stale writer's events apart.</param>
/// <param name="Timestamp">UTC ticks (100 ns since 0001-01-01) at which it was handed to the journal.</param>
/// <param name="Tags">Names under which queries by tag find it.</param>
/// <param name="Ordering">The journal's own global order; 0 before it is written.</param>
public sealed record PersistentRepr(
    object Payload,
    long SequenceNr,
    string PersistenceId,
    string WriterGuid,
    long Timestamp,
    IReadOnlyList<string> Tags,
    long Ordering = 0)
{
    /// <summary>By what right it is written, the same for all events of one write; null without a fence. A journal need not give it back on replay.</summary>
    public WriterEpoch? Fence { get; init; }

    /// <summary>
    /// On its way to the journal what the event's adapter said of it (<see cref="IWriteEventAdapter.Manifest"/>); empty for nothing. On
    /// replay, from a journal in memory that again; from a journal that serialises, what its serializer said, as with Akka.Persistence.Sql,
    /// whose tables have no column for the adapter's.
    /// </summary>
    public string Manifest { get; init; } = string.Empty;
}
