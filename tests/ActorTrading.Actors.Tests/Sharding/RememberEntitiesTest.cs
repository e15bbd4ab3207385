using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class RememberEntitiesTest : ShardingTest
{
    public RememberEntitiesTest() => Settings = new ClusterShardingSettings().WithRememberEntities(true);

    [Fact]
    public void Entities_AreAliveAgain_WithoutAMessage_WhenTheRegionStartsAgain()
    {
        var region = StartRegion();
        Start(region, "a1", "a2", "b1");
        EndRegion(region);

        region = StartRegion();

        Assert.Equal(["a1 up", "a2 up", "b1 up"], Sorted(3));
        Assert.Equal(["a1", "a2", "b1"], EntitiesOf(region));
    }

    [Fact]
    public void FirstMessage_WaitsForTheMemory_AndIsDeliveredOnce()
    {
        var region = StartRegion();
        Start(region, "a0");
        Journal.HoldWrites();
        Send(region, "a1", 1);
        Send(region, "a1", 2);
        Send(region, "a2", 3);
        Assert.Equal(["a0"], EntitiesOf(region));

        Journal.ReleaseWrites();

        Assert.Equal(["a1 1", "a1 2", "a1 up", "a2 3", "a2 up"], Sorted(5));
    }

    [Fact]
    public void PassivatedEntity_IsForgotten()
    {
        var region = StartRegion();
        Start(region, "a1", "a2");
        Send(region, "a1", "passivate");
        ExpectMsg("a1 down");
        AwaitAssert(() => Assert.Equal(["a2"], EntitiesOf(region)));
        Start(region, "a3");
        EndRegion(region);

        region = StartRegion();

        Assert.Equal(["a2 up", "a3 up"], Sorted(2));
        Assert.Equal(["a2", "a3"], EntitiesOf(region));
    }

    [Fact]
    public void MessageWhileItPassivates_RemembersItAgain()
    {
        var region = StartRegion();
        Start(region, "a1");
        Send(region, "a1", "stay");
        Send(region, "a1", "passivate");
        ExpectMsg("a1 stays");
        var entity = Entity(region, "a1");
        Send(region, "a1", "later");
        entity.Tell("leave");
        ExpectAll("a1 down", "a1 up", "a1 later");
        EndRegion(region);

        StartRegion();

        ExpectMsg("a1 up");
    }

    [Fact]
    public void EntityThatStopsByItself_StartsAgain_AfterTenSeconds()
    {
        var region = StartRegion();
        Start(region, "a1");
        Send(region, "a1", "leave");
        ExpectMsg("a1 down");
        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));

        Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(EntitiesOf(region));
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        ExpectMsg("a1 up");
    }

    [Fact]
    public void EntityThatStopsByItself_StartsAtOnce_ForAMessage()
    {
        var region = StartRegion();
        Start(region, "a1");
        Send(region, "a1", "leave");
        ExpectMsg("a1 down");
        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));

        Send(region, "a1", "x");
        ExpectAll("a1 up", "a1 x");
        Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(["a1"], EntitiesOf(region));
    }

    [Fact]
    public void StartEntity_StartsAndIsAcknowledged_AlsoWhenItRuns()
    {
        var region = StartRegion();

        region.Tell(new ShardRegion.StartEntity("a1"), TestActor);
        ReceiveBoth("a1 up", new ShardRegion.StartEntityAck("a1", "a"));
        region.Tell(new ShardRegion.StartEntity("a1"), TestActor);
        ExpectMsg(new ShardRegion.StartEntityAck("a1", "a"));
        EndRegion(region);

        StartRegion();
        ExpectMsg("a1 up");
    }

    [Fact]
    public void StartEntity_WithoutMemory_WorksToo()
    {
        var region = StartRegion(new ClusterShardingSettings());

        region.Tell(new ShardRegion.StartEntity("a1"), TestActor);

        ReceiveBoth("a1 up", new ShardRegion.StartEntityAck("a1", "a"));
    }

    [Fact]
    public void StartEntity_WhileItPassivates_StartsItAgain()
    {
        var region = StartRegion();
        Start(region, "a1");
        Send(region, "a1", "stay");
        Send(region, "a1", "passivate");
        ExpectMsg("a1 stays");
        var entity = Entity(region, "a1");
        region.Tell(new ShardRegion.StartEntity("a1"), TestActor);
        StateOf(region);

        entity.Tell("leave");

        ExpectMsg("a1 down");
        ReceiveBoth("a1 up", new ShardRegion.StartEntityAck("a1", "a"));
    }

    [Fact]
    public void OneJournalFailure_NeitherKillsTheLiving_NorLosesWhatWaits()
    {
        var region = StartRegion();
        Start(region, "a1");
        Journal.FailNextWrite(new IOException("disk"), atOnce: false);
        EventFilter.Error(contains: "The store of remembered entities").ExpectOne(() => Send(region, "a2", "waits"));

        Send(region, "a1", "lives");
        ExpectMsg("a1 lives");
        Send(region, "a3", "waits too");
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a2 up", "a2 waits", "a3 up", "a3 waits too"], Sorted(4));
        EndRegion(region);
        StartRegion();
        Assert.Equal(["a1 up", "a2 up", "a3 up"], Sorted(3));
    }

    [Fact]
    public void JournalThatFailsWhenAPassivationIsForgotten_DoesSoLater()
    {
        var region = StartRegion();
        Start(region, "a1");
        Journal.FailNextWrite(new IOException("disk"), atOnce: true);
        EventFilter.Error(contains: "The store of remembered entities").ExpectOne(() => Send(region, "a1", "passivate"));
        ExpectMsg("a1 down");
        Send(region, "a1", "later");
        StateOf(region);

        Clock.Advance(TimeSpan.FromSeconds(10));

        ExpectAll("a1 up", "a1 later");
    }

    [Fact]
    public void ShardThatCannotReadItsMemory_TriesAgain_UntilItCan()
    {
        var region = StartRegion();
        Start(region, "a1");
        EndRegion(region);
        region = StartRegion(placement: new Assigned());
        Journal.ReplayError = new IOException("disk");
        EventFilter.Error(contains: "The store of remembered entities").ExpectOne(() => region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender));
        Send(region, "a2", "waits");
        EventFilter.Error(contains: "The store of remembered entities").ExpectOne(() => Clock.Advance(TimeSpan.FromSeconds(10)));

        Journal.ReplayError = null;
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a1 up", "a2 up", "a2 waits"], Sorted(3));
    }

    [Fact]
    public void HandOff_WaitsForAJournalThatHangs_ForFiveSeconds_AndLosesNothing()
    {
        var placement = new Assigned();
        var region = StartRegion(placement: placement);
        region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender);
        Start(region, "a1");
        Journal.HoldWrites();
        Send(region, "a2", "waits");
        region.Tell(new ShardRegion.StartEntity("a3"), TestActor);
        StateOf(region);

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        ExpectMsg("a1 down");
        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));
        ExpectNoMsg(20);
        Clock.Advance(TimeSpan.FromSeconds(5));
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        Journal.ReleaseWrites();
        region.Tell(new ShardCoordinator.HostShard("a", 2), ActorRefs.NoSender);

        Assert.Equal(["StartEntityAck { EntityId = a3, ShardId = a }", "a1 up", "a2 up", "a2 waits", "a3 up"], Sorted(5));
    }

    [Fact]
    public void ShardThatIsKilled_ComesBack_WithItsEntities_AfterAPause()
    {
        var region = StartRegion();
        Start(region, "a1", "a2");
        Sys.ActorSelection(region.Path / "a").Tell(Kill.Instance, ActorRefs.NoSender);
        Assert.Equal(["a1 down", "a2 down"], Sorted(2));
        AwaitAssert(() => Assert.Empty(StateOf(region).Shards));
        Send(region, "a1", "waits");
        StateOf(region);

        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a1 up", "a1 waits", "a2 up"], Sorted(3));
    }

    [Fact]
    public void ChangedExtractor_MovesRememberedEntities()
    {
        var region = StartRegion();
        Start(region, "a1", "b1");
        EndRegion(region);

        region = StartRegion(extractor: new OneShard());
        Assert.Equal(["a1 up", "b1 up"], Sorted(2));
        AwaitAssert(() => Assert.Equal(["a1", "b1"], StateOf(region).Shards.Single(s => s.ShardId == "one").EntityIds.Order(StringComparer.Ordinal)));
        EndRegion(region);

        region = StartRegion(extractor: new OneShard());
        Assert.Equal(["a1 up", "b1 up"], Sorted(2));
        Assert.Equal(["a1", "b1"], EntitiesOf(region));
    }

    [Fact]
    public void ThousandsOfStartsAtOnce_ShareFewWrites()
    {
        var region = StartRegion();
        Start(region, "a0");
        var before = Journal.WriteSizes.Count;
        for (var i = 1; i <= 2000; i++)
        {
            Send(region, $"a{i}", "x");
        }

        ReceiveN(4000);
        Assert.InRange(Journal.WriteSizes.Count - before, 1, 400);
        EndRegion(region, 2001);

        StartRegion();
        Assert.Equal(2001, ReceiveN(2001).Distinct().Count());
    }

    [Fact]
    public void IdThatCannotBeStored_CostsItsMessageOnly()
    {
        var region = StartRegion();
        var dead = DeadLetters();

        EventFilter.Warning(contains: "cannot be remembered").ExpectOne(() => Send(region, "a\ud800", "x"));

        Assert.Equal(new ShardingEnvelope("a\ud800", "x"), dead.ExpectMsg<Event.DeadLetter>().Message);
        Start(region, "a1");
    }

    [Fact]
    public void Snapshots_KeepTheMemoryShort()
    {
        var few = Settings with { TuningParameters = new TuningParameters { SnapshotAfter = 4, KeepNrOfBatches = 0 } };
        var region = StartRegion(few);
        for (var i = 0; i < 10; i++)
        {
            Start(region, $"a{i}");
        }

        EndRegion(region, 10);

        StartRegion(few);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"a{i} up"), Sorted(10));
        AwaitAssert(() => Assert.True(EventsOf("/sharding/thingShard/a") <= 4));
    }

    private int EventsOf(string persistenceId) =>
        Journal.ReplayAsync(persistenceId, 0, long.MaxValue, long.MaxValue, CancellationToken.None).ToBlockingEnumerable().Count();

    private void Start(IActorRef region, params string[] ids)
    {
        foreach (var id in ids)
        {
            Send(region, id, "x");
            ExpectAll(id + " up", id + " x");
        }
    }

    private void EndRegion(IActorRef region, int entities = -1)
    {
        var alive = entities < 0 ? EntitiesOf(region).Length : entities;
        Watch(region);
        region.Tell(GracefulShutdown.Instance);
        ReceiveN(alive);
        ExpectTerminated(region);
    }

    private IActorRef Entity(IActorRef region, string id)
    {
        region.Tell(new GetEntityLocation(id, TimeSpan.FromSeconds(1)), TestActor);
        return ExpectMsg<EntityLocation>().EntityRef.Value;
    }

    private void ReceiveBoth(string one, object other) =>
        Assert.Equal(new HashSet<object> { one, other }, [.. ReceiveN(2)]);

    private IEnumerable<string> Sorted(int count) => ReceiveN(count).Select(m => m.ToString()!).Order(StringComparer.Ordinal);

    private sealed class OneShard : IMessageExtractor
    {
        public string? EntityId(object message) => null;

        public object? EntityMessage(object message) => message;

        public string? ShardId(object message) => null;

        public string ShardId(string entityId, object? messageHint = null) => "one";
    }
}
