namespace ActorTrading.Actors.Sharding;

public sealed partial class ShardRegion
{
    private void Register()
    {
        try
        {
            _placement.Register(TypeName, Self);
            _registered = true;
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The placement did not take the region, trying again after [{1}]", TypeName, Tuning.RetryInterval);
        }
    }

    private void Unregister()
    {
        if (!_registered)
        {
            return;
        }

        _registered = false;
        try
        {
            _placement.Unregister(TypeName, Self);
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The placement failed to let the region go", TypeName);
        }
    }

    private void RequestHome(ShardSlot slot)
    {
        if (_state.ShuttingDown)
        {
            return;
        }

        try
        {
            _placement.RequestHome(TypeName, slot.ShardId, Self);
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The placement failed to find the home of shard [{1}], trying again after [{2}]", TypeName, slot.ShardId, Tuning.RetryInterval);
        }
    }

    private void OnRetry()
    {
        if (!_registered && !_state.ShuttingDown)
        {
            Register();
        }

        if (_state.Buffered == 0)
        {
            return;
        }

        foreach (var slot in Slots)
        {
            if (slot.NeedsHome && slot.Buffer.Count > 0)
            {
                _log.Debug("{0}: Asking again for the home of shard [{1}], [{2}] messages wait", TypeName, slot.ShardId, slot.Buffer.Count);
                RequestHome(slot);
            }
        }
    }

    private void OnHostShard(ShardCoordinator.HostShard host)
    {
        var slot = Slot(host.Shard);
        if (_state.ShuttingDown || host.Epoch < slot.Epoch)
        {
            _log.Warning(
                "{0}: Shard [{1}] of epoch [{2}] is not hosted: {3}", TypeName, host.Shard, host.Epoch, _state.ShuttingDown ? "the region shuts down" : $"it is at epoch {slot.Epoch}");
            return;
        }

        var renewed = host.Epoch > slot.Epoch;
        slot.Owned = true;
        slot.Epoch = host.Epoch;
        LeaveHome(slot);
        if (slot.Shard is null)
        {
            if (!slot.Pausing)
            {
                StartShard(slot);
            }
        }
        else if (renewed)
        {
            // What runs writes under the epoch before; a stopping one is followed by a fresh one anyway.
            StopShard(slot);
        }
        else if (slot.Initialized && !slot.Stopping && slot.Target is null)
        {
            Open(slot, slot.Shard);
        }

        Reply(new ShardCoordinator.ShardStarted(host.Shard));
    }

    private void OnShardHome(ShardCoordinator.ShardHome home)
    {
        if (home.Ref.Equals(Self))
        {
            OnHostShard(new ShardCoordinator.HostShard(home.Shard, Slot(home.Shard).Epoch));
            return;
        }

        var slot = Slot(home.Shard);
        GiveUp(slot);
        slot.Home = Context.Watch(home.Ref);
        if (slot.Shard is null)
        {
            Open(slot, home.Ref);
        }
        else
        {
            _log.Warning("{0}: Shard [{1}] moved from here to [{2}] without a hand-off", TypeName, home.Shard, home.Ref);
            StopShard(slot);
        }
    }

    private void OnBeginHandOff(string shardId)
    {
        GiveUp(Slot(shardId));
        Reply(new ShardCoordinator.BeginHandOffAck(shardId));
    }

    private void OnHandOff(string shardId)
    {
        var slot = Slot(shardId);
        GiveUp(slot);
        if (slot.Shard is null)
        {
            Reply(new ShardCoordinator.ShardStopped(shardId));
            return;
        }

        if (!IsDeadLetters(Sender))
        {
            slot.StopListeners.Add(Sender);
        }

        StopShard(slot);
    }

    /// <summary>Not ours any more: messages wait for a new home.</summary>
    private void GiveUp(ShardSlot slot)
    {
        slot.Owned = false;
        slot.Pausing = false;
        slot.Target = null;
        LeaveHome(slot);
    }

    private void LeaveHome(ShardSlot slot)
    {
        if (slot.Home is { } home)
        {
            slot.Home = null;
            slot.Target = null;
            if (!Slots.Any(s => home.Equals(s.Home)))
            {
                Context.Unwatch(home);
            }
        }
    }

    private void OnGracefulShutdown()
    {
        if (_state.ShuttingDown)
        {
            return;
        }

        _log.Debug("{0}: Graceful shutdown of region with [{1}] shards", TypeName, _byShard.Count);
        _state.ShuttingDown = true;
        Unregister();
        foreach (var slot in _byShard.Values)
        {
            GiveUp(slot);
            StopShard(slot);
        }

        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_state.ShuttingDown && _byShard.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    private void Reply(object answer)
    {
        if (!IsDeadLetters(Sender))
        {
            Sender.Tell(answer, Self);
        }
    }

    private bool IsDeadLetters(IActorRef actor) => actor.Equals(Context.System.DeadLetters);
}
