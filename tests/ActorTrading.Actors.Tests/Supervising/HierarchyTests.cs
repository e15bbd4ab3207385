using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Tests.Supervising;

public sealed class HierarchyTests : TestKit.TestKit
{
    private static readonly TimeoutException Late = new("late");

    [Fact]
    public async Task FailedSubtree_HandlesNothing_UntilResumed()
    {
        using var gate = new ManualResetEventSlim();
        var (boss, middle, worker) = await Chain(
            () => new OneForOneStrategy(_ =>
            {
                TestActor.Tell("deciding");
                gate.Pass();
                return Directive.Resume;
            }),
            null);

        boss.Tell(Late);
        ExpectMsg("deciding");
        AwaitCondition(() => ((LocalActorRef)worker).Cell.IsSuspended); // reaches it by way of its parent
        middle.Tell("ping", TestActor);
        worker.Tell("ping", TestActor);
        ExpectNoMsg(50);
        gate.Set();

        ExpectMsg("pong");
        ExpectMsg("pong");
    }

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public async Task EscalatedFailure_DecidedHigherUp_LeavesNobodySuspended(Directive verdict)
    {
        var (boss, middle, worker) = await Chain(() => new OneForOneStrategy(_ => verdict), () => new OneForOneStrategy(_ => Directive.Escalate), keepChildren: true);
        for (var i = 0; i < 20; i++)
        {
            worker.Tell(Late);
            worker.Tell("ping", TestActor);
            ExpectMsg("pong");
            middle.Tell("ping", TestActor);
            ExpectMsg("pong");
            boss.Tell("ping", TestActor);
            ExpectMsg("pong");
        }
    }

    [Fact]
    public async Task AllForOne_Escalated_RestartsManagerAndWorkers()
    {
        var boss = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = () => new OneForOneStrategy(_ => Directive.Restart) }));
        var manager = await boss.Child("manager", Keeping(() => new AllForOneStrategy(_ => Directive.Escalate)));
        var workers = new[] { await manager.Child("w1", Keeping()), await manager.Child("w2", Keeping()), await manager.Child("w3", Keeping()) };

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => workers[0].Tell(Kill.Instance));

        ExpectMsgAllOf("manager", "w1", "w2", "w3");
        Assert.Equal(workers, await manager.Get(c => c.GetChildren().OrderBy(r => r.Path.Name).ToArray()));
    }

    [Fact]
    public async Task FailureOfAChild_WhileItsParentHasFailed_WaitsForTheParent()
    {
        // Both fail; while the parent's case is decided the child's report must neither be handled by the failed parent nor get lost.
        using var decided = new ManualResetEventSlim();
        using var childMayFail = new ManualResetEventSlim();
        var first = true;
        var top = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Strategy = () => new OneForOneStrategy(e =>
            {
                TestActor.Tell("deciding " + e.Message);
                if (first)
                {
                    first = false;
                    decided.Pass();
                }

                return Directive.Resume;
            }),
        }));
        var parent = await top.Child("parent", new Puppet.Strings { Strategy = () => new OneForOneStrategy(_ => Directive.Escalate) });
        var child = await parent.Child("child");
        child.Do(_ =>
        {
            TestActor.Tell("child at work");
            childMayFail.Pass();
            throw new InvalidOperationException("child");
        });
        ExpectMsg("child at work");

        parent.Tell(new InvalidOperationException("parent"));
        ExpectMsg("deciding parent");
        childMayFail.Set();
        ExpectNoMsg(50);
        decided.Set();

        ExpectMsg("deciding child");
        child.Tell("ping", TestActor);
        ExpectMsg("pong");
        parent.Tell("ping", TestActor);
        ExpectMsg("pong");
    }

    [Fact]
    public async Task ChildMadeOnTheWayToARestart_WaitsForIt()
    {
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PreRestart = (p, _, _) =>
            {
                p.Surroundings.ActorOf(Puppet.Props(new Puppet.Strings { PostRestart = (_, _) => TestActor.Tell("child restarted") }), "c").Tell("ping", TestActor);
                ExpectNoMsg(50);
                TestActor.Tell("parent restarting");
            },
        }));

        parent.Tell(Late);

        ExpectMsg("parent restarting");
        ExpectMsg("child restarted");
        ExpectMsg("pong");
        Assert.NotNull(await parent.Get(c => c.Child("c")));
    }

    [Fact]
    public async Task PermanentFailure_IsToldToTheWatchingSupervisor()
    {
        var boss = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Strategy = () => new OneForOneStrategy(1, TimeSpan.FromSeconds(5), _ => Directive.Restart),
            Receive = (_, m) => TestActor.Tell(((Terminated)m).ActorRef),
        }));
        var crasher = await boss.Child("crasher", new Puppet.Strings { PostRestart = (_, _) => TestActor.Tell("restarted") });
        await boss.Get(c => c.Watch(crasher));

        EventFilter.Exception<ActorKilledException>().Expect(2, () =>
        {
            crasher.Tell(Kill.Instance);
            crasher.Tell(Kill.Instance);
        });

        ExpectMsg("restarted");
        ExpectMsg(crasher);
    }

    [Fact]
    public async Task Escalation_IsLoggedOnlyWhereItIsDecided()
    {
        var (_, _, worker) = await Chain(null, () => new OneForOneStrategy(_ => Directive.Escalate));

        EventFilter.Exception<TimeoutException>("late").ExpectOne(() => worker.Tell(Late));
    }

    private Puppet.Strings Keeping(Func<SupervisorStrategy>? strategy = null) => new()
    {
        Strategy = strategy,
        PreRestart = (_, _, _) => { },
        PostRestart = (p, _) => TestActor.Tell(p.Surroundings.Self.Path.Name),
    };

    private async Task<(IActorRef Boss, IActorRef Middle, IActorRef Worker)> Chain(
        Func<SupervisorStrategy>? top, Func<SupervisorStrategy>? below, bool keepChildren = false)
    {
        var strings = new Puppet.Strings { Strategy = below, PreRestart = keepChildren ? (_, _, _) => { } : null };
        var guard = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = top }));
        var boss = await guard.Child("boss", strings);
        var middle = await boss.Child("middle", strings);
        return (boss, middle, await middle.Child("worker", strings));
    }
}
