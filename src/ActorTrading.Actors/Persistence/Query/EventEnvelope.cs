namespace ActorTrading.Actors.Persistence.Query;

/// <summary>An event as a query gives it.</summary>
/// <param name="offset">Its position in the order of all events of the journal; a query from here goes on with the next one.</param>
/// <param name="timestamp">UTC ticks at which it was handed to the journal.</param>
/// <param name="tags">Empty for none.</param>
public sealed class EventEnvelope(Offset offset, string persistenceId, long sequenceNr, object @event, long timestamp, string[] tags) : IEquatable<EventEnvelope>
{
    /// <summary>Where to go on after this event.</summary>
    public Offset Offset { get; } = offset;

    /// <summary>Whose event it is.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Its number within the persistence id, from 1.</summary>
    public long SequenceNr { get; } = sequenceNr;

    /// <summary>The event, deserialised.</summary>
    public object Event { get; } = @event;

    /// <summary>UTC ticks at which it was handed to the journal.</summary>
    public long Timestamp { get; } = timestamp;

    /// <summary>Names under which queries by tag find it.</summary>
    public string[] Tags { get; } = tags;

    /// <summary>Same place and event; when and with which tags it was written does not matter.</summary>
    public bool Equals(EventEnvelope? other) => other is not null
        && Offset.Equals(other.Offset)
        && PersistenceId == other.PersistenceId
        && SequenceNr == other.SequenceNr
        && Equals(Event, other.Event);

    /// <inheritdoc cref="Equals(EventEnvelope)"/>
    public override bool Equals(object? obj) => Equals(obj as EventEnvelope);

    /// <summary>From offset, persistence id, number and event, as equality is.</summary>
    public override int GetHashCode() => HashCode.Combine(Offset, PersistenceId, SequenceNr, Event);

    /// <summary>All but time and tags, for logs.</summary>
    public override string ToString() => $"EventEnvelope(persistenceId:{PersistenceId}, seqNr:{SequenceNr}, offset:{Offset}, event:{Event})";
}
