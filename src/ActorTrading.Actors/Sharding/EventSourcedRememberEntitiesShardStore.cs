using System.Collections.Immutable;
using ActorTrading.Actors.Persistence;
using static ActorTrading.Actors.Sharding.RememberEntitiesShardStore;

namespace ActorTrading.Actors.Sharding;

/// <summary>Keeps the ids of a shard's entities in whatever journal the system has. Stops when the journal fails, like every persistent actor.</summary>
internal sealed class EventSourcedRememberEntitiesShardStore : ReceivePersistentActor
{
    private const int IdsPerEvent = 1000;

    private readonly TuningParameters _tuning;
    private readonly SortedSet<string> _entities = new(StringComparer.Ordinal);

    private EventSourcedRememberEntitiesShardStore(string typeName, string shardId, TuningParameters tuning)
    {
        PersistenceId = $"/sharding/{typeName}Shard/{shardId}";
        _tuning = tuning;
        Recover<EntitiesStarted>(Apply);
        Recover<EntitiesStopped>(Apply);
        Recover<SnapshotOffer>(o => _entities.UnionWith(((EntitiesRemembered)o.Snapshot).Entities));
        Command<GetEntities>(_ => Sender.Tell(new RememberedEntities([.. _entities])));
        Command<Update>(Handle);
        Command<SaveSnapshotSuccess>(s => DeleteCovered(s.Metadata.SequenceNr));
        Command<DeleteMessagesSuccess>(d => DeleteSnapshots(new SnapshotSelectionCriteria(d.ToSequenceNr - 1, DateTime.MaxValue)));
        Command<DeleteSnapshotsSuccess>(_ => { });
    }

    public override string PersistenceId { get; }

    public static Props Props(string typeName, string shardId, TuningParameters tuning) =>
        Actors.Props.CreateBy(() => new EventSourcedRememberEntitiesShardStore(typeName, shardId, tuning));

    private void Handle(Update update)
    {
        var events = update.Started.Chunk(IdsPerEvent).Select(static ids => (object)new EntitiesStarted([.. ids]))
            .Concat(update.Stopped.Chunk(IdsPerEvent).Select(static ids => new EntitiesStopped([.. ids])))
            .ToList();
        var left = events.Count;
        var snapshot = false;
        PersistAll(events, e =>
        {
            Apply(e);
            snapshot |= LastSequenceNr % _tuning.SnapshotAfter == 0;
            if (--left > 0)
            {
                return;
            }

            Sender.Tell(new UpdateDone(update));
            if (snapshot)
            {
                SaveSnapshot(new EntitiesRemembered([.. _entities]));
            }
        });
    }

    private void Apply(object e)
    {
        switch (e)
        {
            case EntitiesStarted started:
                _entities.UnionWith(started.Entities);
                break;
            case EntitiesStopped stopped:
                _entities.ExceptWith(stopped.Entities);
                break;
        }
    }

    private void DeleteCovered(long snapshotSequenceNr)
    {
        var to = snapshotSequenceNr - ((long)_tuning.KeepNrOfBatches * _tuning.SnapshotAfter);
        if (to > 0)
        {
            Log.Debug("Snapshot saved, deleting events up to [{0}]", to);
            DeleteMessages(to);
        }
    }

    /// <summary>Stored: these entities were started.</summary>
    internal sealed record EntitiesStarted(ImmutableArray<string> Entities);

    /// <summary>Stored: these entities have passivated.</summary>
    internal sealed record EntitiesStopped(ImmutableArray<string> Entities);

    /// <summary>Stored as a snapshot: all that are remembered.</summary>
    internal sealed record EntitiesRemembered(ImmutableArray<string> Entities);
}
