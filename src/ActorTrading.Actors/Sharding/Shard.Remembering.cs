using static ActorTrading.Actors.Sharding.RememberEntitiesShardStore;

namespace ActorTrading.Actors.Sharding;

/// <summary>
/// A failing store is started again after a pause and gets the unanswered update again; entities that are alive meanwhile do not notice, the
/// messages of those that are to start wait.
/// </summary>
internal sealed partial class Shard
{
    private const string StoreName = "RememberEntitiesStore";

    /// <summary>Entities whose start or stop waits for the next write.</summary>
    private readonly List<Entity> _toWrite = [];
    private IActorRef? _store;
    private Update? _writing;
    private bool _loaded;

    private void StartStore()
    {
        _store = Context.Watch(Context.ActorOf(EventSourcedRememberEntitiesShardStore.Props(TypeName, _shardId, Tuning), StoreName));
        if (!_loaded)
        {
            _store.Tell(GetEntities.Instance);
        }
        else if (_writing is not null)
        {
            SendUpdate();
        }
    }

    private void OnStore(object message)
    {
        switch (message)
        {
            case RememberedEntities remembered when !_loaded && !_handingOff:
                OnLoaded(remembered);
                break;
            case UpdateDone done when ReferenceEquals(done.Update, _writing):
                OnWritten(done.Update);
                break;
            case StoreTimeout when _store is not null:
                _log.Error("{0}: The store of remembered entities of shard [{1}] did not answer within [{2}]", TypeName, _shardId, Tuning.UpdatingStateTimeout);
                Context.Stop(_store);
                break;
            case RestartStore when !_handingOff:
                StartStore();
                break;
        }
    }

    private void OnStoreStopped()
    {
        _store = null;
        _timers.Cancel(StoreTimeout.Instance);
        if (_handingOff)
        {
            StopWhenEmpty();
        }
        else
        {
            _log.Error("{0}: The store of remembered entities of shard [{1}] stopped, it starts again after [{2}]", TypeName, _shardId, Tuning.ShardFailureBackoff);
            _timers.StartSingleTimer(RestartStore.Instance, RestartStore.Instance, Tuning.ShardFailureBackoff);
        }
    }

    private void OnLoaded(RememberedEntities remembered)
    {
        _loaded = true;
        foreach (var id in remembered.Entities)
        {
            var entity = new Entity(id);
            _entities.Add(id, entity);
            if (BelongsHere(id))
            {
                Start(entity);
            }
            else
            {
                // The extractor has changed since: forgotten here when it is remembered there.
                entity.State = EntityState.Moving;
                Context.Parent.Tell(new ShardRegion.StartEntity(id), Self);
            }
        }

        Context.Parent.Tell(new ShardInitialized(_shardId));
    }

    private bool BelongsHere(string entityId)
    {
        try
        {
            return string.Equals(_setup.Address.ShardId(entityId, new ShardRegion.StartEntity(entityId)), _shardId, StringComparison.Ordinal);
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The message extractor failed on the remembered entity id [{1}], which stays in shard [{2}]", TypeName, entityId, _shardId);
            return true;
        }
    }

    private void OnStartedElsewhere(string entityId)
    {
        if (!_handingOff && _entities.TryGetValue(entityId, out var entity) && entity.State == EntityState.Moving)
        {
            entity.State = EntityState.RememberingStop;
            Remember(entity);
        }
    }

    /// <summary>What is to be written while a write is under way goes into the next one together.</summary>
    private void Remember(Entity entity)
    {
        _toWrite.Add(entity);
        if (_writing is null)
        {
            WriteNext();
        }
    }

    private void WriteNext()
    {
        if (_toWrite.Count > 0)
        {
            _writing = new Update(
                [.. _toWrite.Where(static e => e.State == EntityState.RememberingStart).Select(static e => e.Id)],
                [.. _toWrite.Where(static e => e.State == EntityState.RememberingStop).Select(static e => e.Id)]);
            _toWrite.Clear();
            SendUpdate();
        }
    }

    private void SendUpdate()
    {
        if (_store is not null)
        {
            _store.Tell(_writing!);
            _timers.StartSingleTimer(StoreTimeout.Instance, StoreTimeout.Instance, Tuning.UpdatingStateTimeout);
        }
    }

    private void OnWritten(Update update)
    {
        _writing = null;
        _timers.Cancel(StoreTimeout.Instance);
        foreach (var id in update.Started)
        {
            // On hand-off what waits for it goes to the shard's next owner.
            if (!_handingOff)
            {
                Start(_entities[id]);
            }
        }

        foreach (var id in update.Stopped)
        {
            OnStopWritten(_entities[id]);
        }

        WriteNext();
        if (_handingOff)
        {
            StopWhenEmpty();
        }
    }

    private void OnStopWritten(Entity entity)
    {
        if (entity.Buffer is not { Count: > 0 })
        {
            _entities.Remove(entity.Id);
        }
        else if (!_handingOff)
        {
            entity.State = EntityState.RememberingStart;
            _toWrite.Add(entity);
        }
    }
}
