using ActorTrading.Actors.Event;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

public sealed class PassivationTest : ShardingTest
{
    [Fact]
    public void Passivate_BringsTheStopMessageBack_AndTheEntityEnds()
    {
        var region = StartRegion();
        Send(region, "a", "passivate");
        ExpectAll("a up", "a down");

        AwaitAssert(() => Assert.Empty(EntitiesOf(region)));
    }

    [Fact]
    public void MessagesWhileItStops_ReachTheFreshEntity_InOrder()
    {
        var region = StartRegion();
        Send(region, "a", "stay");
        Send(region, "a", "passivate");
        ExpectAll("a up", "a stays");
        for (var i = 0; i < 100; i++)
        {
            Send(region, "a", i);
        }

        Send(region, "b", "marker");
        ExpectAll("b up", "b marker");
        Entity("a").Tell("leave");

        ExpectMsg("a down");
        ExpectMsg("a up");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"a {i}"), ReceiveN(100).Cast<string>());
    }

    [Fact]
    public void SecondPassivate_IsNoSecondStop()
    {
        var region = StartRegion();
        Send(region, "a", "stay");
        Send(region, "a", "passivate");
        ExpectAll("a up", "a stays");

        Entity("a").Tell("passivate");
        Entity("a").Tell("still here");

        ExpectMsg("a still here");
        StateOf(region);
        ExpectNoMsg(20);
    }

    [Fact]
    public void PassivateOfAStranger_IsIgnored()
    {
        var region = StartRegion();
        Send(region, "a", "x");
        ExpectAll("a up", "a x");

        Sys.ActorSelection("/system/sharding/thing/a").Tell(new Passivate("bye"), TestActor);

        Assert.Equal(["a"], EntitiesOf(region));
    }

    [Fact]
    public void FullBuffer_OverflowsIntoDeadLetters()
    {
        var region = StartRegion(Settings with { TuningParameters = new TuningParameters { BufferSize = 3 } });
        var dead = DeadLetters();
        Send(region, "a", "stay");
        Send(region, "a", "passivate");
        ExpectAll("a up", "a stays");

        for (var i = 0; i < 5; i++)
        {
            Send(region, "a", i);
        }

        Assert.Equal(new DeadLetter(new ShardingEnvelope("a", 3), TestActor, Shard("a")), dead.ExpectMsg<DeadLetter>());
        Assert.Equal(new ShardingEnvelope("a", 4), dead.ExpectMsg<DeadLetter>().Message);
        Entity("a").Tell("leave");
        ExpectAll("a down", "a up", "a 0", "a 1", "a 2");
    }

    [Fact]
    public void CrashWhilePassivating_StillEndsWithTheStopMessage()
    {
        var region = StartRegion();
        Send(region, "a", "stay");
        Send(region, "a", "passivate");
        ExpectAll("a up", "a stays");
        Send(region, "a", "later");
        var entity = Entity("a");
        entity.Tell("crash");
        entity.Tell("bye");

        ExpectAll("a again", "a down", "a up", "a later");
    }

    [Fact]
    public void EntityThatNeverObeys_IsStoppedByForce_SoThatWaitingMessagesGoOn()
    {
        var region = StartRegion();
        Send(region, "a", "stay");
        Send(region, "a", "passivate");
        ExpectAll("a up", "a stays");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["a"], EntitiesOf(region));

        Send(region, "a", "later");
        StateOf(region);
        Clock.Advance(TimeSpan.FromSeconds(60));

        ExpectAll("a down", "a up", "a later");
    }

    [Fact]
    public void IdleEntity_IsPassivated_ABusyOneIsNot()
    {
        var region = StartRegion();
        Send(region, "a", "x");
        Send(region, "b", "x");
        ExpectAll2("a up", "a x", "b up", "b x");
        Clock.Advance(TimeSpan.FromSeconds(60));
        Send(region, "b", "busy");
        ExpectMsg("b busy");
        Assert.Equal(["a", "b"], EntitiesOf(region));

        Clock.Advance(TimeSpan.FromSeconds(60));

        ExpectMsg("a down");
        AwaitAssert(() => Assert.Equal(["b"], EntitiesOf(region)));
    }

    [Fact]
    public void MessagesPastTheRegion_AreNoActivity()
    {
        var region = StartRegion();
        Send(region, "a", "x");
        ExpectAll("a up", "a x");

        Clock.Advance(TimeSpan.FromSeconds(119));
        Entity("a").Tell("direct");
        ExpectMsg("a direct");
        Clock.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("a down");
    }

    [Fact]
    public void IdlePassivation_IsOffAtZero_AndWithRememberedEntities()
    {
        var never = StartRegion(Settings.WithPassivateIdleAfter(TimeSpan.Zero), type: "never");
        var remembered = StartRegion(Settings.WithRememberEntities(true), type: "remembered");
        Send(never, "a", "x");
        ExpectAll("a up", "a x");
        Send(remembered, "b", "x");
        ExpectAll("b up", "b x");

        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["a"], EntitiesOf(never));
        Assert.Equal(["b"], EntitiesOf(remembered));
        Assert.False(Settings.WithRememberEntities(true).ShouldPassivateIdleEntities);
    }

    private void ExpectAll2(params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), ReceiveN(expected.Length).Cast<string>().Order(StringComparer.Ordinal));

    private IActorRef Shard(string shard) => Resolve($"/system/sharding/thing/{shard}");

    private IActorRef Entity(string id) => Resolve($"/system/sharding/thing/{id[..1]}/{id}");

    private IActorRef Resolve(string path)
    {
        Sys.ActorSelection(path).Tell(new Identify(path), TestActor);
        return ExpectMsg<ActorIdentity>().Subject!;
    }
}
