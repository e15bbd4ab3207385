namespace ActorTrading.Actors.Sharding;

internal sealed partial class Shard
{
    private void Deliver(object message)
    {
        if (_handingOff)
        {
            _late.Add(message, Sender);
        }
        else
        {
            Deliver(message, Sender);
        }
    }

    private void Deliver(object message, IActorRef sender)
    {
        if (!TryRead(message, sender, out var entityId, out var payload))
        {
            return;
        }

        if (!_entities.TryGetValue(entityId, out var entity))
        {
            if (Remembers && EntityAddress.HasLoneSurrogate(entityId))
            {
                _log.Warning("{0}: Entity id [{1}] is no well-formed text and cannot be remembered, dropping message [{2}]", TypeName, entityId, message.GetType().Name);
                Drop(message, sender);
                return;
            }

            _entities.Add(entityId, entity = new Entity(entityId));
            Begin(entity, message, payload, sender);
            return;
        }

        switch (entity.State)
        {
            case EntityState.Active:
                Hand(entity, payload, sender);
                break;
            case EntityState.WaitingForRestart:
                _timers.Cancel(entity);
                Hold(entity, message, sender);
                Start(entity);
                break;
            case EntityState.RememberingStart when payload is ShardRegion.StartEntity:
                (entity.AckTo ??= []).Add(sender);
                break;
            default:
                Hold(entity, message, sender);
                break;
        }
    }

    private bool TryRead(object message, IActorRef sender, out string entityId, out object payload)
    {
        (entityId, payload) = (string.Empty, message);
        try
        {
            entityId = _setup.Address.EntityId(message) ?? string.Empty;
            payload = _setup.Address.EntityMessage(message)!;
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The message extractor failed on [{1}], which is dropped", TypeName, message.GetType().Name);
            Drop(message, sender);
            return false;
        }

        if (entityId.Length > 0 && payload is not null)
        {
            return true;
        }

        _log.Warning("{0}: {1} must not be empty, dropping message [{2}]", TypeName, payload is null ? "Entity message" : "Id", message.GetType().Name);
        Drop(message, sender);
        return false;
    }

    /// <summary>The first message for an entity of which nothing is known.</summary>
    private void Begin(Entity entity, object message, object payload, IActorRef sender)
    {
        if (Remembers)
        {
            entity.State = EntityState.RememberingStart;
            if (payload is ShardRegion.StartEntity)
            {
                entity.AckTo = [sender];
            }
            else
            {
                Hold(entity, message, sender);
            }

            Remember(entity);
        }
        else if (TryCreate(entity))
        {
            Hand(entity, payload, sender);
        }
        else
        {
            _entities.Remove(entity.Id);
            Drop(message, sender);
        }
    }

    private void Hand(Entity entity, object payload, IActorRef sender)
    {
        if (_passivateIdle)
        {
            entity.LastMessage = Context.System.TimeProvider.GetTimestamp();
        }

        if (payload is ShardRegion.StartEntity)
        {
            sender.Tell(new ShardRegion.StartEntityAck(entity.Id, _shardId));
        }
        else
        {
            entity.Ref!.Tell(payload, sender);
        }
    }

    private void Hold(Entity entity, object message, IActorRef sender)
    {
        if (_buffered >= Tuning.BufferSize)
        {
            _log.Debug("{0}: Buffer is full, dropping message of type [{1}] for entity [{2}]", TypeName, message.GetType().Name, entity.Id);
            Drop(message, sender);
            return;
        }

        if (entity.State == EntityState.Passivating && entity.Buffer is null or { Count: 0 })
        {
            // Should the entity never obey, these messages must not wait for ever.
            _timers.StartSingleTimer(entity, new TimeForEntity(entity), Tuning.HandOffTimeout);
        }

        _buffered++;
        (entity.Buffer ??= new MessageBuffer()).Add(message, sender);
    }

    /// <summary>Makes the actor and gives it what waits. False when it could not be made; what waits is dropped then.</summary>
    private bool Start(Entity entity)
    {
        var created = TryCreate(entity);
        var waiting = entity.Buffer?.TakeAll() ?? [];
        _buffered -= waiting.Count;
        entity.Buffer = null;
        foreach (var asker in entity.AckTo ?? [])
        {
            if (created)
            {
                asker.Tell(new ShardRegion.StartEntityAck(entity.Id, _shardId));
            }
        }

        entity.AckTo = null;
        foreach (var (message, sender) in waiting)
        {
            if (!created)
            {
                Drop(message, sender!);
            }
            else if (TryRead(message, sender!, out _, out var payload))
            {
                Hand(entity, payload, sender!);
            }
        }

        return created;
    }

    private bool TryCreate(Entity entity)
    {
        try
        {
            entity.Ref = Context.Watch(Context.ActorOf(_setup.EntityProps(entity.Id), EntityAddress.ActorName(entity.Id)));
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: Entity [{1}] in shard [{2}] could not be made", TypeName, entity.Id, _shardId);
            WaitForRestart(entity);
            return false;
        }

        entity.State = EntityState.Active;
        entity.LastMessage = _passivateIdle ? Context.System.TimeProvider.GetTimestamp() : 0;
        _byRef.Add(entity.Ref, entity);
        return true;
    }
}
