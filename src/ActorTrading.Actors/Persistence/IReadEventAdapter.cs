namespace ActorTrading.Actors.Persistence;

/// <summary>Turns what was stored into events of the domain, on recovery.</summary>
public interface IReadEventAdapter
{
    /// <summary>The events, none, one or several, that the actor is to replay in place of the stored one. All have its sequence number.</summary>
    /// <param name="evt">As stored.</param>
    /// <param name="manifest">
    /// From a journal in memory what <see cref="IWriteEventAdapter.Manifest"/> said when it was stored; from a journal that serialises, the
    /// manifest of the serializer that wrote it (type and version).
    /// </param>
    IEventSequence FromJournal(object evt, string manifest);
}
