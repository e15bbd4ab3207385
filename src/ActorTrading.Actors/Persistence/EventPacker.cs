using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Persistence;

/// <summary>Makes of the events of one incarnation what the journal stores: adapted, tagged, fenced and with the writer's id.</summary>
internal sealed class EventPacker(Eventsourced owner, TimeProvider timeProvider, PersistenceOptions options)
{
    private readonly string _writerGuid = Guid.NewGuid().ToString("N");
    private PersistentRepr[]? _single;

    /// <param name="batch">May hold deferred invocations, which store nothing.</param>
    /// <param name="count">How many of the batch are to be stored; above 0.</param>
    public IReadOnlyList<PersistentRepr> Pack(Queue<PendingInvocation> batch, int count)
    {
        var now = timeProvider.GetUtcNow().UtcTicks;
        var fence = options.Fencing?.EpochOf(owner.PersistenceId);
        var events = count == 1 && owner.Journal.LeavesLists ? _single ??= new PersistentRepr[1] : new PersistentRepr[count];
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
        var (payload, manifest) = Adapt(pending.Payload);
        var (stored, tags) = payload is Tagged tagged ? (tagged.Payload, [.. tagged.Tags]) : (payload, (IReadOnlyList<string>)[]);
        return new PersistentRepr(stored, pending.SequenceNr, owner.PersistenceId, _writerGuid, now, tags) { Fence = fence, Manifest = manifest };
    }

    private (object Payload, string Manifest) Adapt(object evt)
    {
        if (!options.EventAdapters.IsEmpty && options.EventAdapters.Get(evt.GetType()) is var bound && bound != IdentityEventAdapter.Instance)
        {
            return Checked(bound, evt);
        }

        return options.WriteEventAdapter is { } adapter ? Checked(adapter, evt) : (evt, string.Empty);
    }

    private static (object Payload, string Manifest) Checked(IWriteEventAdapter adapter, object evt) =>
        (adapter.ToJournal(evt) ?? throw new IllegalStateException($"{adapter.GetType().Name} made null of an event of {evt.GetType().Name}."), adapter.Manifest(evt));
}
