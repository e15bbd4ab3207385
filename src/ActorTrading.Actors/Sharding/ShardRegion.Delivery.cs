namespace ActorTrading.Actors.Sharding;

public sealed partial class ShardRegion
{
    private void Deliver(object message)
    {
        if (ShardIdOf(message) is not { } shardId)
        {
            return;
        }

        var slot = Slot(shardId);
        if (slot.Target is { } target)
        {
            target.Tell(message, Sender);
            return;
        }

        Hold(slot, message);
        if (slot.NeedsHome && slot.Shard is null && slot.Buffer.Count == 1)
        {
            RequestHome(slot);
        }
    }

    /// <summary>Null when the message is for no shard; it has been disposed of then.</summary>
    private string? ShardIdOf(object message)
    {
        string? entityId;
        string? shardId = null;
        try
        {
            entityId = _setup.Address.EntityId(message);
            if (!string.IsNullOrEmpty(entityId))
            {
                shardId = _setup.Address.ShardId(entityId, message);
            }
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The message extractor failed on [{1}], which is dropped", TypeName, message.GetType().Name);
            Drop(message, Sender);
            return null;
        }

        if (entityId is null)
        {
            _log.Warning("{0}: Message does not have an extractor defined in shard so it was ignored: {1}", TypeName, message);
            Unhandled(message);
            Drop(message, Sender);
        }
        else if (string.IsNullOrEmpty(shardId))
        {
            _log.Warning("{0}: {1} must not be empty, dropping message [{2}]", TypeName, entityId.Length == 0 ? "Id" : "Shard", message.GetType().Name);
            Drop(message, Sender);
            return null;
        }

        return shardId;
    }

    private ShardSlot Slot(string shardId)
    {
        if (!_state.Slots.TryGetValue(shardId, out var slot))
        {
            _state.Slots.Add(shardId, slot = new ShardSlot(shardId));
        }

        return slot;
    }

    private void Hold(ShardSlot slot, object message)
    {
        if (_state.Buffered < Tuning.BufferSize)
        {
            _state.Buffered++;
            slot.Buffer.Add(message, Sender);
            return;
        }

        if (!_state.BufferWasFull)
        {
            _state.BufferWasFull = true;
            _log.Warning("{0}: Buffer of [{1}] messages is full, dropping message for shard [{2}] and those that follow", TypeName, Tuning.BufferSize, slot.ShardId);
        }

        Drop(message, Sender);
    }

    /// <summary>From now on messages go straight to <paramref name="target"/>, behind those that waited.</summary>
    private void Open(ShardSlot slot, IActorRef target)
    {
        slot.Target = target;
        var waiting = slot.Buffer.TakeAll();
        _state.Buffered -= waiting.Count;
        _state.BufferWasFull = false;
        foreach (var (message, sender) in waiting)
        {
            target.Tell(message, sender);
        }
    }

    /// <summary>Messages the shard still had when it stopped are older than those that came here since.</summary>
    private void TakeBack(ShardSlot slot)
    {
        var older = slot.Undelivered.TakeAll();
        _state.Buffered += older.Count;
        slot.Buffer.Prepend(older);
    }
}
