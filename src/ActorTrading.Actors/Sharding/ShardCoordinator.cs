namespace ActorTrading.Actors.Sharding;

/// <summary>
/// What a placement and a region say to each other about one shard. A region answers whoever sent the message; the same message may come
/// twice.
/// </summary>
public static class ShardCoordinator
{
    /// <summary>To a region: the shard is yours. Answered by <see cref="ShardStarted"/>.</summary>
    /// <param name="Epoch">Number of this ownership, higher each time the shard is given to anybody. A higher one than that under which the
    /// shard runs here stops its entities and starts them anew; a lower one is ignored.</param>
    public sealed record HostShard(string Shard, long Epoch = 0);

    /// <summary>The region owns the shard and has begun to start it.</summary>
    public sealed record ShardStarted(string Shard);

    /// <summary>To a region: the shard is somebody else's, forward its messages there. Should it run here it is handed off first.</summary>
    public sealed record ShardHome(string Shard, IActorRef Ref);

    /// <summary>To a region: the shard will move. From now on its messages wait in the region. Answered by <see cref="BeginHandOffAck"/>.</summary>
    public sealed record BeginHandOff(string Shard);

    /// <summary>The region has heard of it: from now on messages of the shard wait. Its entities still run until <see cref="HandOff"/>.</summary>
    public sealed record BeginHandOffAck(string Shard);

    /// <summary>To a region: stop all entities of the shard. Answered by <see cref="ShardStopped"/> when the last one is gone.</summary>
    public sealed record HandOff(string Shard);

    /// <summary>Nothing of the shard runs here any more.</summary>
    public sealed record ShardStopped(string Shard) : IDeadLetterSuppression;
}
