using System.Collections.Immutable;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Sharding;

/// <summary>The shards of one node that hold remembered entities: known before the first message, so that their entities live from the start.</summary>
internal sealed class RememberedShards : ReceivePersistentActor
{
    private readonly IActorRef _region;
    private readonly HashSet<string> _shards = new(StringComparer.Ordinal);

    private RememberedShards(string typeName, IActorRef region)
    {
        PersistenceId = $"/sharding/{typeName}Coordinator";
        _region = region;
        Recover<ShardHomeAllocated>(e => _shards.Add(e.Shard));
        Recover<RecoveryCompleted>(_ => AnnounceAll());
        Command<Announce>(_ => AnnounceAll());
        Command<Remember>(m =>
        {
            if (_shards.Contains(m.Shard))
            {
                Host(m.Shard);
            }
            else
            {
                Persist(new ShardHomeAllocated(m.Shard), e =>
                {
                    _shards.Add(e.Shard);
                    Host(e.Shard);
                });
            }
        });
    }

    public override string PersistenceId { get; }

    public static Props Props(string typeName, IActorRef region) => BackoffSupervisor.Props(Backoff.OnStop(
        Actors.Props.CreateBy(() => new RememberedShards(typeName, region)), "shards", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), randomFactor: 0));

    private void AnnounceAll()
    {
        foreach (var shard in _shards.ToImmutableSortedSet(StringComparer.Ordinal))
        {
            Host(shard);
        }
    }

    private void Host(string shard) => _region.Tell(new ShardCoordinator.HostShard(shard), ActorRefs.NoSender);

    /// <summary>Stored: a shard was given to this node for the first time.</summary>
    internal sealed record ShardHomeAllocated(string Shard);

    /// <summary>Be sure to know the shard, then let the region host it.</summary>
    internal sealed record Remember(string Shard) : IDeadLetterSuppression;

    internal sealed class Announce : IDeadLetterSuppression
    {
        public static readonly Announce Instance = new();

        private Announce()
        {
        }
    }
}
