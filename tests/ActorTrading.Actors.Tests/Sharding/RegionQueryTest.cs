using System.Collections.Immutable;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class RegionQueryTest : ShardingTest
{
    [Fact]
    public void RegionWithoutShards_AnswersAllQueriesAtOnce()
    {
        var region = StartRegion();
        var here = region.Path.Address;

        region.Tell(GetShardRegionState.Instance, TestActor);
        ExpectMsg(new CurrentShardRegionState([]));
        region.Tell(GetShardRegionStats.Instance, TestActor);
        ExpectMsg(new ShardRegionStats(ImmutableDictionary<string, int>.Empty));
        region.Tell(new GetClusterShardingStats(TimeSpan.FromSeconds(1)), TestActor);
        ExpectMsg(new ClusterShardingStats(ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(here, new ShardRegionStats(ImmutableDictionary<string, int>.Empty))));
        region.Tell(GetCurrentRegions.Instance, TestActor);
        ExpectMsg(new CurrentRegions(ImmutableHashSet.Create(here)));
    }

    [Fact]
    public void StateAndStats_ShowShardsAndEntities()
    {
        var region = StartRegion();
        Send(region, "a1", "x");
        Send(region, "a2", "x");
        Send(region, "b1", "x");
        ReceiveN(6);

        region.Tell(GetShardRegionState.Instance, TestActor);
        ExpectMsg(new CurrentShardRegionState([new ShardState("a", ImmutableHashSet.Create("a1", "a2")), new ShardState("b", ImmutableHashSet.Create("b1"))]));
        Assert.Equal(region, LastSender);
        var stats = new ShardRegionStats(ImmutableDictionary<string, int>.Empty.Add("a", 2).Add("b", 1));
        region.Tell(GetShardRegionStats.Instance, TestActor);
        ExpectMsg(stats);
        region.Tell(new GetClusterShardingStats(TimeSpan.FromSeconds(1)), TestActor);
        ExpectMsg(new ClusterShardingStats(ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(region.Path.Address, stats)));
    }

    [Fact]
    public void EntityLocation_TellsWhereAnEntityLives_AndStartsNothing()
    {
        var region = StartRegion();
        Send(region, "a1", "who");
        ExpectMsg("a1 up");
        var entity = ExpectMsg<IActorRef>();

        Assert.Equal(new EntityLocation("a1", "a", region.Path.Address, Option<IActorRef>.Create(entity)), Locate(region, "a1"));
        Assert.Equal(new EntityLocation("a2", "a", region.Path.Address, default), Locate(region, "a2"));
        Assert.Equal(new EntityLocation("b1", "b", Address.AllSystems, default), Locate(region, "b1"));
        Assert.Equal(new EntityLocation("1", "", Address.AllSystems, default), Locate(region, "1"));
        Assert.Equal(new EntityLocation("", "", Address.AllSystems, default), Locate(region, ""));
        Assert.Equal(["a1"], EntitiesOf(region));
    }

    [Fact]
    public void HomesElsewhere_AreKnownRegions()
    {
        var region = StartRegion(placement: new Assigned());
        using var other = ActorSystem.Create("other");
        var home = other.ActorOf(Props.CreateBy(() => new Inhabitant("home", TestActor)));
        ExpectMsg("home up");

        region.Tell(new ShardCoordinator.ShardHome("a", home), ActorRefs.NoSender);

        region.Tell(GetCurrentRegions.Instance, TestActor);
        ExpectMsg(new CurrentRegions(ImmutableHashSet.Create(region.Path.Address, home.Path.Address)));
        Assert.Equal(new EntityLocation("a1", "a", home.Path.Address, default), Locate(region, "a1"));
    }

    [Fact]
    public void ShardThatDoesNotAnswer_IsNamedAsFailed()
    {
        var gate = new ManualResetEventSlim();
        var region = ClusterSharding.Get(Sys).Start(
            "thing",
            id =>
            {
                if (id == "b1")
                {
                    gate.Wait(TestContext.Current.CancellationToken);
                }

                return Props.CreateBy(() => new Inhabitant(id, TestActor));
            },
            Settings with { ShardRegionQueryTimeout = TimeSpan.FromSeconds(20) },
            ByFirstLetter);
        Send(region, "a1", "x");
        ReceiveN(2);
        Send(region, "b1", "x");

        // The clock may outrun the other shard as well; then the question is put again.
        AwaitAssert(
            () =>
            {
                region.Tell(GetShardRegionStats.Instance, TestActor);
                AwaitCondition(
                    () =>
                    {
                        Clock.Advance(TimeSpan.FromSeconds(1));
                        return HasMessages;
                    },
                    TimeSpan.FromSeconds(10));
                ExpectMsg(new ShardRegionStats(ImmutableDictionary<string, int>.Empty.Add("a", 1), ImmutableHashSet.Create("b")));
            },
            TimeSpan.FromSeconds(30));
        gate.Set();
        ReceiveN(2);
    }

    private EntityLocation Locate(IActorRef region, string entityId)
    {
        region.Tell(new GetEntityLocation(entityId, TimeSpan.FromSeconds(1)), TestActor);
        return ExpectMsg<EntityLocation>();
    }
}
