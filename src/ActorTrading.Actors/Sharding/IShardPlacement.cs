namespace ActorTrading.Actors.Sharding;

/// <summary>
/// Decides which shards live in this process and knows where the others live: everything here for a single node, the assigned partitions of a
/// consumer group for a cluster. All it says to a region are the messages of <see cref="ShardCoordinator"/>, from any thread and at any time:
/// <see cref="ShardCoordinator.HostShard"/> when a shard was assigned, <see cref="ShardCoordinator.BeginHandOff"/> and
/// <see cref="ShardCoordinator.HandOff"/> (whose answer tells that nothing runs any more) when it was revoked.
/// </summary>
/// <remarks>
/// That a shard runs in one process only is the placement's promise: it gives a shard away only after <see cref="ShardCoordinator.ShardStopped"/>,
/// or under a higher epoch that makes the journal refuse the earlier owner. Calls come in the region's turn and must not block. What they
/// throw is logged; the region calls again after <see cref="TuningParameters.RetryInterval"/>.
/// </remarks>
public interface IShardPlacement
{
    /// <summary>A region has started, or started again and runs no shard: every shard that is assigned to this process is to be told it (again).</summary>
    void Register(string typeName, IActorRef region);

    /// <summary>The region hands off what it has and stops; it takes no more shards.</summary>
    void Unregister(string typeName, IActorRef region);

    /// <summary>
    /// Who owns the shard? Answered by <see cref="ShardCoordinator.HostShard"/> or <see cref="ShardCoordinator.ShardHome"/> to the region, or
    /// not at all while nobody knows. The region asks on the first message for a shard and then again each
    /// <see cref="TuningParameters.RetryInterval"/> as long as messages wait.
    /// </summary>
    void RequestHome(string typeName, string shardId, IActorRef region);
}
