namespace ActorTrading.Actors.Sharding;

public sealed partial class ShardRegion
{
    private void StartShard(ShardSlot slot)
    {
        _log.Debug("{0}: Starting shard [{1}] of epoch [{2}]", TypeName, slot.ShardId, slot.Epoch);
        slot.Undelivered = new MessageBuffer();
        slot.Initialized = false;
        slot.Shard = Context.Watch(Context.ActorOf(Shard.Props(_setup, slot.ShardId, slot.Undelivered), EntityAddress.ActorName(slot.ShardId)));
        _byShard.Add(slot.Shard, slot);
    }

    private void StopShard(ShardSlot slot)
    {
        slot.Target = null;
        if (!slot.Stopping)
        {
            slot.Stopping = true;
            slot.Shard!.Tell(new ShardCoordinator.HandOff(slot.ShardId), Self);
        }
    }

    private void OnInitialized(string shardId)
    {
        var slot = Slot(shardId);
        if (Sender.Equals(slot.Shard))
        {
            slot.Initialized = true;
            if (slot.Owned && !slot.Stopping)
            {
                Open(slot, slot.Shard);
            }
        }
    }

    private void OnRestartShard(string shardId)
    {
        var slot = Slot(shardId);
        if (slot.Pausing)
        {
            slot.Pausing = false;
            StartShard(slot);
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        if (_byShard.Remove(actor, out var slot))
        {
            OnShardStopped(slot);
            return;
        }

        foreach (var orphan in Slots.Where(s => actor.Equals(s.Home)))
        {
            orphan.Home = null;
            orphan.Target = null;
        }
    }

    private void OnShardStopped(ShardSlot slot)
    {
        var asTold = slot.Stopping;
        slot.Shard = null;
        slot.Stopping = false;
        slot.Target = null;
        TakeBack(slot);
        foreach (var listener in slot.StopListeners)
        {
            listener.Tell(new ShardCoordinator.ShardStopped(slot.ShardId), Self);
        }

        slot.StopListeners.Clear();
        if (_state.ShuttingDown)
        {
            StopWhenEmpty();
        }
        else if (slot.Owned)
        {
            StartAgain(slot, asTold);
        }
        else if (slot.Home is { } home)
        {
            Open(slot, home);
        }
        else if (slot.Buffer.Count > 0)
        {
            RequestHome(slot);
        }
    }

    private void StartAgain(ShardSlot slot, bool asTold)
    {
        if (asTold || !_setup.Settings.RememberEntities)
        {
            StartShard(slot);
            return;
        }

        _log.Warning("{0}: Shard [{1}] stopped while not being handed off, it starts again after [{2}]", TypeName, slot.ShardId, Tuning.ShardFailureBackoff);
        Pause(slot);
    }

    private void Pause(ShardSlot slot)
    {
        slot.Pausing = true;
        _timers.StartSingleTimer(slot, new RestartShard(slot.ShardId), Tuning.ShardFailureBackoff);
    }
}
