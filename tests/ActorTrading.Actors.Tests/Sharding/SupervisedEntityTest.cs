using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>Persistent entities, each under a back-off supervisor of its own.</summary>
public sealed class SupervisedEntityTest : ShardingTest
{
    [Fact]
    public void PassivationThroughTheSupervisor_EndsBoth_AndWaitingMessagesGoOn()
    {
        var region = Start();
        Send(region, "a1", "x");
        Assert.Equal("1", ExpectMsg<string>());

        Send(region, "a1", "passivate");
        Send(region, "a1", "y");

        Assert.Equal("2", ExpectMsg<string>());
        Send(region, "a1", "passivate");
        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));
    }

    [Fact]
    public void HandOff_EndsBoth_BehindWhatIsBeingStored()
    {
        var region = Start();
        Send(region, "a1", "x");
        Assert.Equal("1", ExpectMsg<string>());
        Journal.HoldWrites();
        Send(region, "a1", "y");
        Send(region, "a1", "z");
        StateOf(region);

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        ExpectNoMsg(20);
        Journal.ReleaseWrites();

        ExpectAll("2", "3");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void FailedWrite_IsFollowedByAFreshChild_UnderTheSameEntity()
    {
        var region = Start();
        Send(region, "a1", "x");
        Assert.Equal("1", ExpectMsg<string>());
        Journal.FailNextWrite(new IOException("disk"), atOnce: false);
        EventFilter.Error(contains: "Failed to persist").ExpectOne(() => Send(region, "a1", "lost"));

        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Send(region, "a1", "y");
            Assert.Equal("2", ExpectMsg<string>(TimeSpan.FromMilliseconds(100)));
        });
        Assert.Equal(["a1"], EntitiesOf(region));
    }

    [Fact]
    public void HandOffWhileTheChildIsDown_DoesNotHang()
    {
        var region = Start();
        Send(region, "a1", "x");
        Assert.Equal("1", ExpectMsg<string>());
        Journal.FailNextWrite(new IOException("disk"), atOnce: false);
        EventFilter.Error(contains: "Failed to persist").ExpectOne(() => Send(region, "a1", "lost"));

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        StateOf(region);
        Clock.Advance(TimeSpan.FromSeconds(60));

        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    private IActorRef Start() => ClusterSharding.Get(Sys).Start(
        "account",
        id => BackoffSupervisor.Props(Backoff
            .OnStop(Props.CreateBy(() => new Account(id)), "account", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), randomFactor: 0)
            .WithFinalStopMessage(static m => m is Stop)),
        Settings,
        ByFirstLetter,
        null,
        "bye");

    private sealed class Account : ReceivePersistentActor
    {
        public Account(string id)
        {
            PersistenceId = id;
            RecoverAny(_ => { });
            Command<string>(s => s == Stop, _ => Context.Stop(Self));
            Command<string>(s => s == "passivate", _ => Context.Parent.Tell(new Passivate(Stop)));
            Command<string>(s => Persist(s, _ => Sender.Tell($"{LastSequenceNr}")));
        }

        public override string PersistenceId { get; }
    }
}
