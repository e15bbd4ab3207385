using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests;

public sealed class SupervisionTest : TestKit.TestKit
{
    private static readonly ManualTimeProvider Clock = new();

    public SupervisionTest()
        : base(new ActorSystemOptions { TimeProvider = Clock })
    {
    }

    [Theory]
    [InlineData(Directive.Resume, "2")]
    [InlineData(Directive.Restart, "1")]
    public void Directive_DecidesWhatIsLeftOfTheChild(Directive directive, string countAfter)
    {
        var child = Supervise(new OneForOneStrategy(_ => directive)).Child(this, "c");
        child.Tell("count", TestActor);
        ExpectMsg("1");

        child.Tell("fail");
        child.Tell("count", TestActor);

        ExpectMsg(countAfter);
    }

    [Fact]
    public void Stop_EndsTheChild()
    {
        var child = Supervise(new OneForOneStrategy(_ => Directive.Stop)).Child(this, "c");
        Watch(child);

        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_RestartsTheParent_WhichStopsTheChild()
    {
        var parent = Supervise(new OneForOneStrategy(_ => Directive.Escalate));
        var child = parent.Child(this, "c");
        Watch(child);

        child.Tell("fail");

        ExpectTerminated(child);
        parent.Child(this, "c").Tell("count", TestActor);
        ExpectMsg("1");
    }

    [Theory]
    [InlineData(-1, 5, true)]
    [InlineData(0, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    public void MaxRetriesWithoutWindow_CountsTheWholeLife(int maxRetries, int failures, bool survives)
    {
        var child = Supervise(new OneForOneStrategy(maxRetries, -1, _ => Directive.Restart)).Child(this, "c");
        Watch(child);

        for (var i = 0; i < failures; i++)
        {
            child.Tell("fail");
        }

        child.Tell("count", TestActor);
        if (survives)
        {
            ExpectMsg("1");
        }
        else
        {
            ExpectTerminated(child);
        }
    }

    [Fact]
    public void MaxRetriesWithWindow_StartsAnewAfterTheWindow()
    {
        var child = Supervise(new OneForOneStrategy(1, 1000, _ => Directive.Restart)).Child(this, "c");
        Watch(child);
        child.Tell("fail");
        child.Tell("count", TestActor);
        ExpectMsg("1");

        Clock.Advance(TimeSpan.FromMilliseconds(1001));
        child.Tell("fail");
        child.Tell("count", TestActor);
        ExpectMsg("1");

        child.Tell("fail");
        ExpectTerminated(child);
    }

    [Fact]
    public void AllForOne_RestartsTheSiblingsToo_AndOneForOneDoesNot()
    {
        foreach (var (strategy, expected) in new (SupervisorStrategy, string)[]
        {
            (new AllForOneStrategy(_ => Directive.Restart), "1"),
            (new OneForOneStrategy(_ => Directive.Restart), "2"),
        })
        {
            var parent = Supervise(strategy);
            var (bad, sibling) = (parent.Child(this, "bad"), parent.Child(this, "sibling"));
            sibling.Tell("count", TestActor);
            ExpectMsg("1");

            bad.Tell("fail");
            bad.Tell("count", TestActor);
            ExpectMsg("1");

            // The verdict is one turn of the parent: an answer after it says that the sibling has its order, which goes before messages.
            parent.Tell("count", TestActor);
            ExpectMsg("1");
            sibling.Tell("count", TestActor);

            ExpectMsg(expected);
        }
    }

    [Fact]
    public void Failure_SuspendsGrandchildrenUntilResumed()
    {
        var parent = Supervise(new OneForOneStrategy(_ => Directive.Resume));
        var child = parent.Child(this, "c");
        var grandchild = child.Child(this, "g");

        child.Tell("fail");
        grandchild.Tell("count", TestActor);

        ExpectMsg("1");
    }

    [Fact]
    public void DefaultDecider_StopsOnInitKillAndDeathPact_RestartsOtherwise()
    {
        var decider = SupervisorStrategy.DefaultDecider;

        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(TestActor)));
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException("x")));
    }

    [Fact]
    public void Logging_ResumeWarns_RestartIsAnError()
    {
        EventFilter.Warning("fail").ExpectOne(() => Supervise(new OneForOneStrategy(_ => Directive.Resume)).Child(this, "c").Tell("fail"));
        EventFilter.Exception<InvalidOperationException>("fail").ExpectOne(
            () => Supervise(new OneForOneStrategy(_ => Directive.Restart)).Child(this, "c").Tell("fail"));
    }

    [Fact]
    public void ThrowingPreRestart_IsLogged_AndTheRestartGoesOn()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new BadPreRestart()));

        EventFilter.Exception<PreRestartException>().ExpectOne(() => actor.Tell("fail"));

        actor.Tell("ping", TestActor);
        ExpectMsg("pong");
    }

    [Fact]
    public void ThrowingConstructorOnRestart_IsPostRestartException_AndStops()
    {
        var made = 0;
        var actor = Sys.ActorOf(Props.CreateBy(() => ++made == 1 ? new Node(null) : throw new InvalidOperationException("second")));
        Watch(actor);

        EventFilter.Exception<PostRestartException>().ExpectOne(() => actor.Tell("fail"));

        ExpectTerminated(actor);
    }

    [Fact]
    public void Watch_AlreadyDeadActor_StillNotifies()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Node(null)));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Watch(actor);

        Assert.False(ExpectTerminated(actor).ExistenceConfirmed);
    }

    [Fact]
    public void UnhandledTerminated_IsADeathPact()
    {
        var victim = Sys.ActorOf(Props.CreateBy(() => new Node(null)));
        var watcher = Sys.ActorOf(Props.CreateBy(() => new Pact(victim)));
        Watch(watcher);

        EventFilter.Exception<DeathPactException>().ExpectOne(() => victim.Tell(PoisonPill.Instance));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void WatchWith_SendsTheOwnMessage()
    {
        var victim = Sys.ActorOf(Props.CreateBy(() => new Node(null)));
        Sys.ActorOf(Props.CreateBy(() => new CustomWatcher(victim, TestActor)));

        Sys.Stop(victim);

        ExpectMsg("it is gone");
    }

    [Fact]
    public void Unhandled_IsPublished()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var actor = Sys.ActorOf(Props.CreateBy(() => new Pact(null)));

        actor.Tell(42, TestActor);

        Assert.Equal(new UnhandledMessage(42, TestActor, actor), ExpectMsg<UnhandledMessage>());
    }

    private IActorRef Supervise(SupervisorStrategy strategy) => Sys.ActorOf(Props.CreateBy(() => new Node(strategy)));

    internal sealed class Node(SupervisorStrategy? strategy) : UntypedActor
    {
        private int _count;

        protected override SupervisorStrategy SupervisorStrategy() => strategy ?? base.SupervisorStrategy();

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "fail":
                    throw new InvalidOperationException("fail");
                case "count":
                    Sender.Tell($"{++_count}");
                    break;
                case MakeChild make:
                    Sender.Tell(Context.Child(make.Name) is var child && child.IsNobody()
                        ? Context.ActorOf(Props.CreateBy(() => new Node(null)), make.Name)
                        : child);
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }

    internal sealed record MakeChild(string Name);

    private sealed class BadPreRestart : ReceiveActor
    {
        public BadPreRestart()
        {
            Receive<string>(s => s == "ping", _ => Sender.Tell("pong"));
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
        }

        protected override void PreRestart(Exception reason, object message) => throw new InvalidOperationException("pre");
    }

    private sealed class Pact(IActorRef? victim) : UntypedActor
    {
        protected override void PreStart()
        {
            if (victim is not null)
            {
                Context.Watch(victim);
            }
        }

        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class CustomWatcher : ReceiveActor
    {
        public CustomWatcher(IActorRef victim, IActorRef probe)
        {
            Context.WatchWith(victim, "it is gone");
            Receive<string>(s => probe.Tell(s));
        }
    }
}

internal static class SupervisionTestSupport
{
    public static IActorRef Child(this IActorRef parent, TestKitBase kit, string name)
    {
        parent.Tell(new SupervisionTest.MakeChild(name), kit.TestActor);
        return kit.ExpectMsg<IActorRef>();
    }
}
