using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

public sealed partial class ShardRegion
{
    private void Answer(IShardRegionQuery query)
    {
        switch (query)
        {
            case Sharding.GetShardRegionState:
                AskShards(_setup.Settings.ShardRegionQueryTimeout, static (answers, failed) => new CurrentShardRegionState(answers, failed));
                break;
            case Sharding.GetShardRegionStats:
                AskShards(_setup.Settings.ShardRegionQueryTimeout, static (answers, failed) => Stats(answers, failed));
                break;
            case Sharding.GetClusterShardingStats stats:
                var here = Self.Path.Address;
                AskShards(stats.Timeout, (answers, failed) => new ClusterShardingStats(
                    ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(here, Stats(answers, failed))));
                break;
            case Sharding.GetCurrentRegions:
                Sender.Tell(
                    new CurrentRegions(Slots.Select(static s => s.Home).OfType<IActorRef>().Append(Self).Select(static r => r.Path.Address).ToImmutableHashSet()),
                    Self);
                break;
            case Sharding.GetEntityLocation location:
                Locate(location.EntityId);
                break;
            default:
                Unhandled(query);
                break;
        }
    }

    private static ShardRegionStats Stats(ImmutableHashSet<ShardState> shards, ImmutableHashSet<string> failed) =>
        new(shards.ToImmutableDictionary(static s => s.ShardId, static s => s.EntityIds.Count), failed);

    private void AskShards(TimeSpan timeout, Func<ImmutableHashSet<ShardState>, ImmutableHashSet<string>, object> answer)
    {
        var shards = _byShard.Select(static s => (s.Key, s.Value.ShardId)).ToArray();
        Context.ActorOf(ShardSurvey.Props(shards, timeout, answer, Sender));
    }

    private void Locate(string entityId)
    {
        var shardId = string.Empty;
        try
        {
            shardId = string.IsNullOrEmpty(entityId) ? string.Empty : _setup.Address.ShardId(entityId, new StartEntity(entityId)) ?? string.Empty;
        }
        catch (Exception e)
        {
            _log.Error(e, "{0}: The message extractor failed on entity id [{1}]", TypeName, entityId);
        }

        if (!_state.Slots.TryGetValue(shardId, out var slot) || (slot.Shard is null && slot.Home is null))
        {
            Sender.Tell(new EntityLocation(entityId, shardId, Address.AllSystems, default), Self);
        }
        else if (slot.Home is { } home)
        {
            Sender.Tell(new EntityLocation(entityId, shardId, home.Path.Address, default), Self);
        }
        else
        {
            slot.Shard!.Tell(new Shard.LocateEntity(entityId), Sender);
        }
    }
}
