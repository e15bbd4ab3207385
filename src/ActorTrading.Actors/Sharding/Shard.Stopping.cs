using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Sharding;

internal sealed partial class Shard
{
    /// <summary>The sender is the entity, or lives below it: one that is supervised by a <see cref="BackoffSupervisor"/> passes the message up.</summary>
    private void OnPassivate(IActorRef sender, object stopMessage)
    {
        Entity? entity = null;
        for (var actor = sender as InternalActorRef; actor is not null && entity is null; actor = actor.Parent)
        {
            _byRef.TryGetValue(actor, out entity);
        }

        if (entity is not { State: EntityState.Active } || _handingOff)
        {
            _log.Debug("{0}: Passivation of [{1}] is not needed, it is unknown or stops already", TypeName, sender);
            return;
        }

        Passivate(entity, stopMessage);
    }

    private void Passivate(Entity entity, object stopMessage)
    {
        entity.State = EntityState.Passivating;
        entity.Ref!.Tell(stopMessage);
    }

    private void PassivateIdleEntities()
    {
        if (_handingOff)
        {
            return;
        }

        var clock = Context.System.TimeProvider;
        var now = clock.GetTimestamp();
        foreach (var entity in _byRef.Values)
        {
            if (entity.State == EntityState.Active && clock.GetElapsedTime(entity.LastMessage, now) >= _setup.Settings.PassivateIdleEntityAfter)
            {
                Passivate(entity, _setup.HandOffStopMessage);
            }
        }
    }

    private void OnTimer(Entity entity)
    {
        switch (entity.State)
        {
            case EntityState.Passivating when entity.Ref is { } stuck:
                _log.Warning("{0}: Entity [{1}] did not stop within [{2}] of its passivation and is stopped by force", TypeName, entity.Id, Tuning.HandOffTimeout);
                Context.Stop(stuck);
                break;
            case EntityState.WaitingForRestart:
                Start(entity);
                break;
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        if (actor.Equals(_store))
        {
            OnStoreStopped();
        }
        else if (_byRef.Remove(actor, out var entity))
        {
            entity.Ref = null;
            _timers.Cancel(entity);
            if (_handingOff)
            {
                StopWhenEmpty();
            }
            else
            {
                OnEntityStopped(entity);
            }
        }
    }

    private void OnEntityStopped(Entity entity)
    {
        if (entity.State == EntityState.Active)
        {
            if (Remembers)
            {
                _log.Debug("{0}: Entity [{1}] stopped without passivating, it starts again after [{2}]", TypeName, entity.Id, Tuning.EntityRestartBackoff);
                WaitForRestart(entity);
            }
            else
            {
                _entities.Remove(entity.Id);
            }
        }
        else if (Remembers)
        {
            entity.State = EntityState.RememberingStop;
            Remember(entity);
        }
        else if (entity.Buffer is null || !Start(entity))
        {
            _entities.Remove(entity.Id);
        }
    }

    private void WaitForRestart(Entity entity)
    {
        if (Remembers)
        {
            entity.State = EntityState.WaitingForRestart;
            _timers.StartSingleTimer(entity, new TimeForEntity(entity), Tuning.EntityRestartBackoff);
        }
    }

    private void OnHandOff()
    {
        if (_handingOff)
        {
            return;
        }

        _log.Debug("{0}: Hand-off of shard [{1}] with [{2}] entities", TypeName, _shardId, _byRef.Count);
        _handingOff = true;
        foreach (var entity in _byRef.Values)
        {
            // One that passivates has its stop message already.
            if (entity.State == EntityState.Active)
            {
                entity.Ref!.Tell(_setup.HandOffStopMessage);
            }
        }

        _timers.StartSingleTimer(StopByForce.Instance, StopByForce.Instance, Tuning.EntityHandOffTimeout);
        StopWhenEmpty();
    }

    private void StopRemainingByForce()
    {
        if (_byRef.Count == 0)
        {
            Context.Stop(Self);
            return;
        }

        _log.Warning(
            "{0}: [{1}] of the entities in shard [{2}] did not stop within [{3}] of [{4}] and are stopped by force",
            TypeName,
            _byRef.Count,
            _shardId,
            Tuning.EntityHandOffTimeout,
            _setup.HandOffStopMessage.GetType().Name);
        foreach (var entity in _byRef.Values)
        {
            Context.Stop(entity.Ref!);
        }
    }

    /// <summary>A write that is under way could otherwise reach the journal behind the back of the shard's next owner.</summary>
    private void StopWhenEmpty()
    {
        if (_byRef.Count == 0 && (_writing is null || _store is null))
        {
            Context.Stop(Self);
        }
    }
}
