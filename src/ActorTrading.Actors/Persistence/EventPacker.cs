namespace ActorTrading.Actors.Persistence;

/// <summary>Makes of the events of one incarnation what the journal stores: adapted, tagged, fenced and with the writer's id.</summary>
internal sealed class EventPacker(Eventsourced owner, TimeProvider timeProvider, PersistenceOptions options)
{
    private readonly string _writerGuid = Guid.NewGuid().ToString("N");

    /// <param name="batch">May hold deferred invocations, which store nothing.</param>
    /// <param name="count">How many of the batch are to be stored; above 0.</param>
    public IReadOnlyList<PersistentRepr> Pack(Queue<PendingInvocation> batch, int count)
    {
        var now = timeProvider.GetUtcNow().UtcTicks;
        var fence = options.Fencing?.EpochOf(owner.PersistenceId);
        var events = new PersistentRepr[count];
        var next = 0;
        foreach (var pending in batch)
        {
            if (pending.SequenceNr > 0)
            {
                events[next++] = Pack(pending, now, fence);
            }
        }

        return events;
    }

    private PersistentRepr Pack(PendingInvocation pending, long now, WriterEpoch? fence)
    {
        var payload = pending.Payload;
        if (options.WriteEventAdapter is { } adapter)
        {
            payload = adapter.ToJournal(payload);
        }

        return payload is Tagged tagged
            ? new PersistentRepr(tagged.Payload, pending.SequenceNr, owner.PersistenceId, _writerGuid, now, [.. tagged.Tags]) { Fence = fence }
            : new PersistentRepr(payload, pending.SequenceNr, owner.PersistenceId, _writerGuid, now, []) { Fence = fence };
    }
}
