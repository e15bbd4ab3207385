using ActorTrading.Actors.Event;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class HandOffTest : ShardingTest
{
    private readonly Assigned _placement = new();

    [Fact]
    public void HandOff_StopsTheEntities_AndThenSaysSo()
    {
        var region = Hosting("a");
        Send(region, "a1", "x");
        Send(region, "a1", "y");
        ExpectAll("a1 up", "a1 x", "a1 y");

        region.Tell(new ShardCoordinator.BeginHandOff("a"), TestActor);
        ExpectMsg(new ShardCoordinator.BeginHandOffAck("a"));
        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);

        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        Assert.Empty(StateOf(region).Shards);
    }

    [Fact]
    public void HandOff_OfAShardThatIsNotHere_IsDoneAtOnce()
    {
        var region = StartRegion(placement: _placement);

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);

        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void WhatWasSentBefore_IsHandledBefore_TheStopMessage()
    {
        var region = Hosting("a");
        Send(region, "a1", "first");
        ExpectAll("a1 up", "a1 first");
        for (var i = 0; i < 50; i++)
        {
            Send(region, "a1", i);
        }

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"a1 {i}"), ReceiveN(50).Cast<string>());
        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void MessagesDuringTheHandOff_WaitAndAreDeliveredAfterTheReassignment_InOrder()
    {
        var region = Hosting("a");
        Send(region, "a1", "stay");
        Send(region, "a1", "x");
        ExpectAll("a1 up", "a1 x");
        region.Tell(new ShardCoordinator.BeginHandOff("a"), TestActor);
        ExpectMsg(new ShardCoordinator.BeginHandOffAck("a"));
        Send(region, "a1", 1);
        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        Send(region, "a1", 2);
        ExpectMsg("a1 stays");
        region.Tell(new ShardCoordinator.HostShard("a", 2), TestActor);
        ExpectMsg(new ShardCoordinator.ShardStarted("a"));
        Send(region, "a1", 3);

        Send(region, "b", "unrelated");
        region.Tell(new ShardCoordinator.HostShard("b", 1), ActorRefs.NoSender);
        ExpectAll("b up", "b unrelated");
        Clock.Advance(TimeSpan.FromSeconds(55));

        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        ExpectAll("a1 up", "a1 1", "a1 2", "a1 3");
    }

    [Fact]
    public void MessagesThatWaitedForAPassivatingEntity_MoveWithTheShard_AheadOfLaterOnes()
    {
        var region = Hosting("a");
        var elsewhere = CreateTestProbe();
        Send(region, "a1", "stay");
        Send(region, "a1", "passivate");
        ExpectAll("a1 up", "a1 stays");
        Send(region, "a1", 1);
        Send(region, "a1", 2);
        StateOf(region);

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        Send(region, "a1", 3);
        StateOf(region);
        Clock.Advance(TimeSpan.FromSeconds(55));
        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        region.Tell(new ShardCoordinator.ShardHome("a", elsewhere.TestActor), TestActor);

        Assert.Equal([1, 2, 3], elsewhere.ReceiveN(3).Cast<ShardingEnvelope>().Select(e => (int)e.Message));
        Assert.Equal(TestActor, elsewhere.LastSender);
    }

    [Fact]
    public void HandOffThatHangs_EndsByForce_AfterItsTime()
    {
        var region = Hosting("a");
        Send(region, "a1", "stay");
        Send(region, "a2", "stay");
        ReceiveN(2);
        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        ReceiveN(2);
        Clock.Advance(TimeSpan.FromSeconds(54));
        Assert.Equal(["a1", "a2"], EntitiesOf(region));

        EventFilter.Warning(contains: "stopped by force").ExpectOne(() => Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(["a1 down", "a2 down"], ReceiveN(2).Cast<string>().Order(StringComparer.Ordinal));
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void EveryoneWhoAsksForTheHandOff_IsAnswered_Once()
    {
        var region = Hosting("a");
        Send(region, "a1", "stay");
        ExpectMsg("a1 up");
        var probe = CreateTestProbe();
        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        region.Tell(new ShardCoordinator.HandOff("a"), probe.TestActor);
        ExpectMsg("a1 stays");
        StateOf(region);

        Clock.Advance(TimeSpan.FromSeconds(55));

        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        probe.ExpectMsg(new ShardCoordinator.ShardStopped("a"));
        StateOf(region);
    }

    [Fact]
    public void ShardThatDiesDuringItsHandOff_CountsAsStopped()
    {
        var region = Hosting("a");
        Send(region, "a1", "stay");
        ExpectMsg("a1 up");
        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        ExpectMsg("a1 stays");

        Sys.ActorSelection(region.Path / "a").Tell(Kill.Instance, ActorRefs.NoSender);

        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void EntityThatCrashesOnItsStop_DoesNotHoldTheHandOffUpForEver()
    {
        var region = Hosting("a", stop: "crash");
        Send(region, "a1", "x");
        ExpectAll("a1 up", "a1 x");

        region.Tell(new ShardCoordinator.HandOff("a"), TestActor);
        ExpectMsg("a1 again");
        Clock.Advance(TimeSpan.FromSeconds(55));

        ExpectMsg("a1 down");
        ExpectMsg(new ShardCoordinator.ShardStopped("a"));
    }

    [Fact]
    public void GracefulShutdown_HandsAllShardsOff_AndStopsTheRegion()
    {
        var region = Hosting("a");
        region.Tell(new ShardCoordinator.HostShard("b", 1), ActorRefs.NoSender);
        Send(region, "a1", "x");
        Send(region, "b1", "x");
        ReceiveN(4);
        Watch(region);
        var dead = DeadLetters();

        region.Tell(GracefulShutdown.Instance, TestActor);
        Send(region, "a1", "too late");

        Assert.Equal(["a1 down", "b1 down"], ReceiveN(2).Cast<string>().Order(StringComparer.Ordinal));
        ExpectTerminated(region);
        Assert.Equal(new ShardingEnvelope("a1", "too late"), dead.ExpectMsg<DeadLetter>().Message);
        Assert.Contains("unregister thing", _placement.Calls);
        Assert.Empty(ClusterSharding.Get(Sys).ShardTypeNames);
    }

    [Fact]
    public void AfterAGracefulShutdown_TheTypeCanBeStartedAgain()
    {
        var first = StartRegion();
        Watch(first);
        first.Tell(GracefulShutdown.Instance, TestActor);
        ExpectTerminated(first);

        Send(StartRegion(), "a", "x");

        ExpectAll("a up", "a x");
    }

    [Fact]
    public void TheSystemsEnd_HandsOffFirst()
    {
        var region = StartRegion();
        Send(region, "a", "x");
        ExpectAll("a up", "a x");

        var later = new TaskCompletionSource<Done>();
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseClusterLeave, "later", () => later.Task);

        var end = Sys.Terminate();

        ExpectMsg("a down");
        later.SetResult(Done.Instance);
        AwaitCondition(() => end.IsCompleted);
    }

    [Fact]
    public void RegionThatStopsWhileShardsStart_LosesNothingUnseen()
    {
        var dead = DeadLetters();
        Journal.HoldReplays();
        var region = Hosting("a", settings: Settings.WithRememberEntities(true));
        Send(region, "a1", 1);
        Send(region, "b1", 2);
        StateOf(region);
        Watch(region);

        Sys.Stop(region);

        ExpectTerminated(region);
        Assert.Equal([1, 2], dead.ReceiveN(2).Select(d => (int)((ShardingEnvelope)((DeadLetter)d).Message).Message).Order());
        Journal.ReleaseReplays();
    }

    private IActorRef Hosting(string shard, ClusterShardingSettings? settings = null, object? stop = null)
    {
        var region = StartRegion(settings, _placement, stop: stop);
        region.Tell(new ShardCoordinator.HostShard(shard, 1), ActorRefs.NoSender);
        return region;
    }
}
