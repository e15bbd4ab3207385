using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>
/// Where a cluster would be: gives each shard to one node at a time, moves them about, and is not always in the mood to answer. A shard is
/// given away only when its owner has said that nothing of it runs any more.
/// </summary>
internal sealed class SoakDirector(TimeProvider clock, Random random, SoakLedger ledger) : IShardPlacement
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(61);
    private readonly List<IActorRef> _regions = [];
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);

    public bool IsReliable { get; set; }

    /// <summary>Tells regions things under the name of this actor.</summary>
    public IActorRef Voice { get; set; } = ActorRefs.Nobody;

    public void Register(string typeName, IActorRef region)
    {
        FailByChance();
        if (!_regions.Contains(region))
        {
            _regions.Add(region);
        }

        foreach (var (shard, share) in _shares)
        {
            if (share.Moving is null && share.Owner is { } owner && owner.Equals(region))
            {
                region.Tell(new ShardCoordinator.HostShard(shard, share.Epoch), Voice);
            }
        }
    }

    public void Unregister(string typeName, IActorRef region) => FailByChance();

    public void RequestHome(string typeName, string shardId, IActorRef region)
    {
        FailByChance();
        var share = ShareOf(shardId);
        if (share.Moving is not null)
        {
            return;
        }

        share.Owner ??= _regions[random.Next(_regions.Count)];
        Announce(shardId, share, region);
        if (!share.Owner.Equals(region))
        {
            Announce(shardId, share, share.Owner);
        }
    }

    /// <summary>Takes the shard away in good order; given to somebody when its owner is done.</summary>
    public void Move(string shardId)
    {
        var share = ShareOf(shardId);
        if (share.Owner is not { } owner || share.Moving is not null)
        {
            return;
        }

        share.Moving = clock.GetUtcNow();
        foreach (var region in _regions)
        {
            region.Tell(new ShardCoordinator.BeginHandOff(shardId), Voice);
        }

        owner.Tell(new ShardCoordinator.HandOff(shardId), Voice);
    }

    /// <summary>The owner has lost and won the shard again: under a new epoch its entities must not go on as if nothing had happened.</summary>
    public void Renew(string shardId)
    {
        var share = ShareOf(shardId);
        if (share.Owner is { } owner && share.Moving is null)
        {
            share.Epoch++;
            owner.Tell(new ShardCoordinator.HostShard(shardId, share.Epoch), Voice);
        }
    }

    public void OnStopped(string shardId)
    {
        var share = ShareOf(shardId);
        if (share.Moving is not { } since)
        {
            return;
        }

        if (clock.GetUtcNow() - since > Patience)
        {
            ledger.Errors.Add($"the hand-off of shard {shardId} took {clock.GetUtcNow() - since}");
        }

        share.Moving = null;
        share.Epoch++;
        share.Owner = _regions[random.Next(_regions.Count)];
        if (random.Next(2) == 0)
        {
            // Otherwise they ask when they have messages for it.
            foreach (var region in _regions)
            {
                Announce(shardId, share, region);
            }
        }
    }

    public void CheckNothingHangs()
    {
        foreach (var (shard, share) in _shares)
        {
            if (share.Moving is { } since)
            {
                ledger.Errors.Add($"the hand-off of shard {shard} hangs for {clock.GetUtcNow() - since}");
            }
        }
    }

    /// <summary>Every shard has an owner who knows it.</summary>
    public void Settle()
    {
        foreach (var (shard, share) in _shares)
        {
            share.Owner ??= _regions[0];
            foreach (var region in _regions)
            {
                Announce(shard, share, region);
            }
        }
    }

    private void Announce(string shardId, Share share, IActorRef region) => region.Tell(
        share.Owner!.Equals(region) ? new ShardCoordinator.HostShard(shardId, share.Epoch) : new ShardCoordinator.ShardHome(shardId, share.Owner), Voice);

    private Share ShareOf(string shardId)
    {
        if (!_shares.TryGetValue(shardId, out var share))
        {
            _shares.Add(shardId, share = new Share());
        }

        return share;
    }

    private void FailByChance()
    {
        if (!IsReliable && random.Next(20) == 0)
        {
            throw new IOException("the placement is not reachable");
        }
    }

    private sealed class Share
    {
        public IActorRef? Owner { get; set; }

        public long Epoch { get; set; } = 1;

        /// <summary>Since when it is being taken away.</summary>
        public DateTimeOffset? Moving { get; set; }
    }
}
