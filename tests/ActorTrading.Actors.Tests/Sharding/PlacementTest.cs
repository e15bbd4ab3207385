using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class PlacementTest : ShardingTest
{
    private readonly Assigned _placement = new();

    [Fact]
    public void UnknownHome_IsAskedForAgainEveryTwoSeconds_WhileMessagesWait()
    {
        var region = StartRegion(placement: _placement);
        Send(region, "a1", 1);
        Send(region, "a2", 2);
        StateOf(region);
        Assert.Equal(["register thing", "home a"], _placement.Calls);

        Clock.Advance(TimeSpan.FromSeconds(2));
        StateOf(region);
        _placement.Answers.Enqueue(new ShardCoordinator.HostShard("a", 1));
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["a1 1", "a1 up", "a2 2", "a2 up"], ReceiveN(4).Cast<string>().Order(StringComparer.Ordinal));
        Clock.Advance(TimeSpan.FromSeconds(2));
        StateOf(region);
        Assert.Equal(["register thing", "home a", "home a", "home a"], _placement.Calls);
    }

    [Fact]
    public void PlacementThatThrows_IsAskedAgain()
    {
        _placement.FailNext(4);
        _placement.Answers.Enqueue(new ShardCoordinator.HostShard("a", 1));
        var region = StartRegion(placement: _placement);
        Send(region, "a1", 1);
        StateOf(region);
        Assert.Equal(["register thing", "home a"], _placement.Calls);

        Clock.Advance(TimeSpan.FromSeconds(2));
        StateOf(region);
        Clock.Advance(TimeSpan.FromSeconds(2));

        ExpectAll("a1 up", "a1 1");
        Assert.Equal(["register thing", "home a", "register thing", "home a", "register thing", "home a"], _placement.Calls);
    }

    [Fact]
    public void PlacementThatThrowsAtTheEnd_DoesNotStopTheEnd()
    {
        var region = StartRegion(placement: _placement);
        StateOf(region);
        _placement.FailNext(1);
        Watch(region);

        region.Tell(GracefulShutdown.Instance);

        ExpectTerminated(region);
    }

    [Fact]
    public void AssignedTwice_RunsOnce()
    {
        var region = StartRegion(placement: _placement);
        for (var i = 0; i < 3; i++)
        {
            region.Tell(new ShardCoordinator.HostShard("a", 1), TestActor);
            ExpectMsg(new ShardCoordinator.ShardStarted("a"));
        }

        Send(region, "a1", 1);
        ExpectAll("a1 up", "a1 1");
        region.Tell(new ShardCoordinator.HostShard("a", 1), TestActor);
        ExpectMsg(new ShardCoordinator.ShardStarted("a"));
        Send(region, "a1", 2);

        ExpectMsg("a1 2");
        Assert.Single(StateOf(region).Shards);
    }

    [Fact]
    public void HigherEpoch_ReplacesWhatRunsUnderTheLowerOne_ALowerOneIsIgnored()
    {
        var region = StartRegion(placement: _placement);
        region.Tell(new ShardCoordinator.HostShard("a", 5), ActorRefs.NoSender);
        Send(region, "a1", 1);
        ExpectAll("a1 up", "a1 1");

        EventFilter.Warning(contains: "is not hosted").ExpectOne(() => region.Tell(new ShardCoordinator.HostShard("a", 4), ActorRefs.NoSender));
        Send(region, "a1", 2);
        ExpectMsg("a1 2");
        region.Tell(new ShardCoordinator.HostShard("a", 6), ActorRefs.NoSender);
        Send(region, "a1", 3);

        ExpectAll("a1 down", "a1 up", "a1 3");
    }

    [Fact]
    public void HomeElsewhere_GetsTheMessages_UntilItEnds()
    {
        var region = StartRegion(placement: _placement);
        var elsewhere = CreateTestProbe();
        Send(region, "a1", 1);
        region.Tell(new ShardCoordinator.ShardHome("a", elsewhere.TestActor), TestActor);
        Send(region, "a1", 2);
        Assert.Equal([1, 2], elsewhere.ReceiveN(2).Cast<ShardingEnvelope>().Select(e => (int)e.Message));
        Assert.Equal(TestActor, elsewhere.LastSender);

        Watch(elsewhere.TestActor);
        Sys.Stop(elsewhere.TestActor);
        ExpectTerminated(elsewhere.TestActor);
        AwaitAssert(() =>
        {
            region.Tell(new GetEntityLocation("a1", TimeSpan.FromSeconds(1)), TestActor);
            Assert.Equal(Address.AllSystems, ExpectMsg<EntityLocation>().ShardRegion);
        });
        Send(region, "a1", 3);
        region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender);

        ExpectAll("a1 up", "a1 3");
    }

    [Fact]
    public void ShardThatMovesWithoutAHandOff_IsHandedOffFirst()
    {
        var region = StartRegion(placement: _placement);
        var elsewhere = CreateTestProbe();
        region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender);
        Send(region, "a1", "stay");
        ExpectMsg("a1 up");

        region.Tell(new ShardCoordinator.ShardHome("a", elsewhere.TestActor), ActorRefs.NoSender);
        Send(region, "a1", 1);
        ExpectMsg("a1 stays");
        elsewhere.ExpectNoMsg(20);
        Clock.Advance(TimeSpan.FromSeconds(55));

        ExpectMsg("a1 down");
        Assert.Equal(1, elsewhere.ExpectMsg<ShardingEnvelope>().Message);
    }

    [Fact]
    public void FullRegionBuffer_OverflowsIntoDeadLetters_WithOneWarning()
    {
        var region = StartRegion(Settings with { TuningParameters = new TuningParameters { BufferSize = 2 } }, _placement);
        var dead = DeadLetters();

        EventFilter.Warning(contains: "is full").ExpectOne(() =>
        {
            for (var i = 0; i < 4; i++)
            {
                Send(region, "a1", i);
            }

            StateOf(region);
        });

        Assert.Equal([2, 3], dead.ReceiveN(2).Select(d => (int)((ShardingEnvelope)((Event.DeadLetter)d).Message).Message));
        region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender);
        ExpectAll("a1 up", "a1 0", "a1 1");
    }

    [Fact]
    public void RegionThatIsRestarted_RegistersAgain_AndKeepsShardsHomesAndWhatWaits()
    {
        var region = StartRegion(placement: _placement);
        var elsewhere = CreateTestProbe();
        region.Tell(new ShardCoordinator.HostShard("a", 1), ActorRefs.NoSender);
        region.Tell(new ShardCoordinator.ShardHome("b", elsewhere.TestActor), ActorRefs.NoSender);
        Send(region, "a1", 1);
        Send(region, "a1", "stay");
        Send(region, "a1", "passivate");
        ExpectAll("a1 up", "a1 1", "a1 stays");
        Send(region, "a1", 2);
        Send(region, "c1", 3);
        StateOf(region);

        ((Internal.InternalActorRef)region).SendSystemMessage(new Internal.SystemMessage.Suspend());
        ((Internal.InternalActorRef)region).SendSystemMessage(new Internal.SystemMessage.Recreate(new InvalidOperationException("test")));
        Send(region, "b1", 4);

        ExpectAll("a1 down", "a1 up", "a1 2");
        Assert.Equal(4, elsewhere.ExpectMsg<ShardingEnvelope>().Message);
        Assert.Equal(["register thing", "home c", "register thing"], _placement.Calls);
        region.Tell(new ShardCoordinator.HostShard("c", 1), ActorRefs.NoSender);
        ExpectAll("c1 up", "c1 3");
    }

    /// <summary>Two nodes of one journal: who took the shard over last writes, the one that was not told is refused.</summary>
    [Fact]
    public async Task OwnerThatWasNotToldOfItsLoss_IsFencedByTheEpoch()
    {
        var journal = new InMemoryJournal();
        var old = new Fence();
        var current = new Fence();
        using var first = ActorSystem.Create("first", Node(journal, old));
        using var second = ActorSystem.Create("second", Node(journal, current));
        var here = StartLedger(first, old);
        var there = StartLedger(second, current);
        old.Epoch = await journal.RaiseEpochAsync("a", TestContext.Current.CancellationToken);
        here.Tell(new ShardCoordinator.HostShard("a", old.Epoch));
        Assert.Equal("1", await here.Ask<string>(new ShardingEnvelope("a1", "x"), TimeSpan.FromSeconds(10)));

        current.Epoch = await journal.RaiseEpochAsync("a", TestContext.Current.CancellationToken);
        there.Tell(new ShardCoordinator.HostShard("a", current.Epoch));

        Assert.Equal("2", await there.Ask<string>(new ShardingEnvelope("a1", "y"), TimeSpan.FromSeconds(10)));
        Assert.Equal("refused", await here.Ask<string>(new ShardingEnvelope("a1", "stale"), TimeSpan.FromSeconds(10)));
        Assert.Equal("3", await there.Ask<string>(new ShardingEnvelope("a1", "z"), TimeSpan.FromSeconds(10)));
    }

    private static ActorSystemOptions Node(InMemoryJournal journal, Fence fence) =>
        new() { Persistence = new PersistenceOptions { Journal = journal, Fencing = fence } };

    private IActorRef StartLedger(ActorSystem system, IShardPlacement placement) => ClusterSharding.Get(system).Start(
        "ledger", id => Props.CreateBy(() => new Ledger(id)), Settings, ByFirstLetter, placement, "bye");

    private sealed class Fence : IShardPlacement, IWriterEpochs
    {
        public long Epoch { get; set; }

        public void Register(string typeName, IActorRef region)
        {
        }

        public void Unregister(string typeName, IActorRef region)
        {
        }

        public void RequestHome(string typeName, string shardId, IActorRef region)
        {
        }

        public WriterEpoch EpochOf(string persistenceId) => new(persistenceId[..1], Epoch);
    }

    private sealed class Ledger : ReceivePersistentActor
    {
        public Ledger(string id)
        {
            PersistenceId = id;
            RecoverAny(_ => { });
            Command<string>(s => s == "bye", _ => Context.Stop(Self));
            Command<string>(s => Persist(s, _ => Sender.Tell($"{LastSequenceNr}")));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
            Sender.Tell(cause is StaleWriterException ? "refused" : cause.Message);
    }
}
