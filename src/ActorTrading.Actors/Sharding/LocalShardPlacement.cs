namespace ActorTrading.Actors.Sharding;

/// <summary>One node: every shard lives here, from the first message for it on.</summary>
/// <param name="rememberedShards">Starts the actor that keeps the list of shards of a region; null: none is kept, shards start with messages.</param>
internal sealed class LocalShardPlacement(Func<IActorRef, IActorRef>? rememberedShards) : IShardPlacement
{
    // Written and read in the region's turn only.
    private IActorRef? _memory;

    public void Register(string typeName, IActorRef region)
    {
        if (_memory is null)
        {
            _memory = rememberedShards?.Invoke(region);
        }
        else
        {
            _memory.Tell(RememberedShards.Announce.Instance, region);
        }
    }

    public void Unregister(string typeName, IActorRef region)
    {
        _memory?.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        _memory = null;
    }

    public void RequestHome(string typeName, string shardId, IActorRef region)
    {
        if (rememberedShards is null)
        {
            region.Tell(new ShardCoordinator.HostShard(shardId), ActorRefs.NoSender);
        }
        else
        {
            _memory?.Tell(new RememberedShards.Remember(shardId), region);
        }
    }
}
