using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Supervising;

public sealed class DeathWatchTests : TestKit.TestKit
{
    private readonly IActorRef _victim;

    public DeathWatchTests()
    {
        _victim = Sys.ActorOf(Puppet.Props(), "victim");
    }

    [Fact]
    public async Task EveryWatcher_IsToldOnce()
    {
        var watchers = new[] { Watcher("a"), Watcher("b"), Watcher("c") };
        foreach (var watcher in watchers)
        {
            await watcher.Get(c => c.Watch(c.Watch(_victim)));
        }

        _victim.Tell(PoisonPill.Instance);

        ExpectMsgAllOf($"a {_victim}", $"b {_victim}", $"c {_victim}");
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task Unwatched_IsNotTold()
    {
        var (watcher, other) = (Watcher("a"), Watcher("b"));
        await watcher.Get(c => c.Unwatch(c.Watch(_victim)));
        await other.Get(c => c.Watch(_victim));

        _victim.Tell(PoisonPill.Instance);

        ExpectMsg($"b {_victim}");
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task Unwatch_TakesBackANoticeThatWaits()
    {
        using var gate = new ManualResetEventSlim();
        var watcher = Watcher("a");
        await watcher.Get(c => c.Watch(_victim));
        watcher.Do(_ =>
        {
            TestActor.Tell("busy");
            gate.Pass();
        });
        ExpectMsg("busy"); // before the end of what it watches, which would go ahead of it
        Watch(_victim);
        Sys.Stop(_victim);
        ExpectTerminated(_victim);
        watcher.Do(p => p.Surroundings.Unwatch(_victim));
        gate.Set();

        watcher.Tell("ping", TestActor);

        ExpectMsg("pong");
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task Watch_AfterUnwatchOfADeadOne_IsToldAgain()
    {
        var watcher = Watcher("a");
        Assert.True(await _victim.GracefulStop(TimeSpan.FromSeconds(5)));
        for (var i = 0; i < 3; i++)
        {
            await watcher.Get(c => c.Watch(_victim));
            ExpectMsg($"a {_victim}");
        }
    }

    [Fact]
    public async Task Restart_IsNoEnd()
    {
        var watcher = Watcher("a");
        await watcher.Get(c => c.Watch(_victim));

        _victim.Tell(new TimeoutException());
        _victim.Tell("ping", TestActor);
        ExpectMsg("pong");
        ExpectNoMsg(20);
        _victim.Tell(Kill.Instance);

        ExpectMsg($"a {_victim}");
    }

    [Fact]
    public async Task WatcherThatRestarts_StillWatches_ButNotItsChildren()
    {
        var watcher = Watcher("a");
        var child = await watcher.Child("c");
        await watcher.Get(c => (c.Watch(_victim), c.Watch(child)));
        watcher.Tell(new TimeoutException());

        Sys.Stop(_victim);

        ExpectMsg($"a {_victim}");
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task WatchWith_ReplacesTheNotice_AndIsNoDeathPact()
    {
        var watcher = Sys.ActorOf(Puppet.Props());
        await watcher.Get(c => c.WatchWith(_victim, "gone"));
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);

        Sys.Stop(_victim);

        ExpectMsg<UnhandledMessage>(u => u.Message is "gone");
        watcher.Tell("ping", TestActor);
        ExpectMsg("pong");
    }

    [Fact]
    public async Task SecondWatch_WithAnotherMessage_IsRefusedUntilUnwatched()
    {
        var watcher = Watcher("a");
        await watcher.Get(c => c.WatchWith(_victim, "one"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => watcher.Get(c => c.WatchWith(_victim, "two")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => watcher.Get(c => c.Watch(_victim)));
        await watcher.Get(c => c.WatchWith(c.Unwatch(_victim), "three"));
        Sys.Stop(_victim);

        ExpectMsg("a three");
    }

    [Fact]
    public async Task WatchingOneself_DoesNothing()
    {
        var actor = Watcher("a");
        await actor.Get(c => c.Watch(c.Self));

        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));

        ExpectNoMsg(20);
    }

    [Fact]
    public async Task DeathPact_FailureFirst_ThenTheWatchersEnd()
    {
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Strategy = () => new OneForOneStrategy(e =>
            {
                TestActor.Tell(e);
                return Directive.Stop;
            }),
        }));
        var (failed, brother) = (await parent.Child("failed"), await parent.Child("brother"));
        await brother.Get(c => c.Watch(failed));
        Watch(brother);

        failed.Tell(Kill.Instance);

        ExpectMsg<ActorKilledException>();
        Assert.Equal(failed, ExpectMsg<DeathPactException>().DeadActor);
        ExpectTerminated(brother);
    }

    [Fact]
    public async Task ParentThatWatches_KnowsTheNameIsFree_WhenItIsTold()
    {
        var kids = 0;
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Receive = (p, m) =>
            {
                Assert.IsType<Terminated>(m);
                Assert.True(p.Surroundings.Child("kid").IsNobody());
                TestActor.Tell("bonk");
                if (++kids < 50)
                {
                    p.Surroundings.Stop(p.Surroundings.Watch(p.Surroundings.ActorOf(Puppet.Props(), "kid")));
                }
            },
        }));

        parent.Do(p => p.Surroundings.Stop(p.Surroundings.Watch(p.Surroundings.ActorOf(Puppet.Props(), "kid"))));

        Assert.All(ReceiveN(50), m => Assert.Equal("bonk", m));
        Assert.Empty(await parent.Get(c => c.GetChildren().ToList()));
    }

    [Fact]
    public async Task Terminated_SaysWhetherTheActorWasThere()
    {
        var seen = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Receive = (_, m) => TestActor.Tell(((Terminated)m).ExistenceConfirmed) }));
        await seen.Get(c => c.Watch(_victim));
        Assert.True(await _victim.GracefulStop(TimeSpan.FromSeconds(5)));
        ExpectMsg(true);

        await seen.Get(c => c.Watch(_victim));

        ExpectMsg(false);
    }

    [Fact]
    public async Task FullMailbox_StillTakesTheNotice()
    {
        using var system = ActorSystem.Create("bounded", new ActorSystemOptions { Mailboxes = new Dictionary<string, MailboxType> { ["two"] = new BoundedMailbox(2, TimeSpan.Zero) } });
        using var gate = new ManualResetEventSlim();
        var victim = system.ActorOf(Puppet.Props());
        var watcher = system.ActorOf(Puppet.Props(new Puppet.Strings { Receive = (_, m) => TestActor.Tell(m is Terminated t ? t.ActorRef : m) }).WithMailbox("two"));
        await watcher.Get(c => c.Watch(victim));
        watcher.Do(_ =>
        {
            TestActor.Tell("busy");
            gate.Pass();
        });
        ExpectMsg("busy");
        watcher.Tell("one");
        watcher.Tell("two");
        Assert.True(await victim.GracefulStop(TimeSpan.FromSeconds(5)));
        gate.Set();

        ExpectMsg("one");
        ExpectMsg("two");
        ExpectMsg(victim);
    }

    private IActorRef Watcher(string name) => Sys.ActorOf(Puppet.Props(new Puppet.Strings
    {
        Receive = (_, m) => TestActor.Tell($"{name} {(m is Terminated t ? t.ActorRef : m)}"),
    }));
}
