using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Lifecycle;

public sealed class RestartTests : TestKit.TestKit
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public void Hooks_RunInOrder_TimersEndBeforeThem()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Witness(TestActor)));
        Expect("ctor", "AroundPreStart", "PreStart timers=0", "AroundPreStart done");
        actor.Tell("start timer");

        actor.Tell(Boom);

        Expect(
            "AroundPreRestart timers=1", "PreRestart timers=0", "PostStop timers=0", "PreRestart done", "AroundPreRestart done",
            "ctor", "AroundPostRestart message=null", "PostRestart timers=0", "PreStart timers=0", "PostRestart done", "AroundPostRestart done");
        actor.Tell("start timer");
        actor.Tell(PoisonPill.Instance);
        Expect("AroundPostStop timers=1", "PostStop timers=0", "AroundPostStop done");
    }

    [Fact]
    public void PreRestart_GetsCauseMessageAndSender()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PreRestart = (p, cause, message) => TestActor.Tell((cause, message, p.Surroundings.Sender)),
        }));

        actor.Tell(Boom, TestActor);

        Assert.Equal((Boom, Boom, TestActor), ExpectMsg<(Exception, object, IActorRef)>());
    }

    [Fact]
    public async Task PreRestart_ForAnothersFailure_GetsNoMessage()
    {
        var verdict = Directive.Resume;
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = () => new AllForOneStrategy(_ => verdict) }));
        var strings = new Puppet.Strings { PreRestart = (p, _, message) => TestActor.Tell((p.Surroundings.Self.Path.Name, message is null)) };
        var (one, two) = (await parent.Child("one", strings), await parent.Child("two", strings));
        one.Tell(Boom);
        one.Tell("ping", TestActor);
        ExpectMsg("pong");

        verdict = Directive.Restart;
        two.Tell(Boom);

        ExpectMsgAllOf(("one", true), ("two", false));
    }

    [Fact]
    public async Task PreRestart_ThatKeepsTheChildren_HasThemRestartedAfterTheParent()
    {
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PreRestart = (_, _, _) => { },
            PostRestart = (_, _) => TestActor.Tell("parent"),
        }));
        var child = await parent.Child("c", new Puppet.Strings { PostRestart = (_, e) => TestActor.Tell($"child {e.Message}") });

        parent.Tell(Boom);

        ExpectMsg("parent");
        ExpectMsg("child boom");
        Assert.Equal(child, await parent.Get(c => c.Child("c")));
    }

    [Fact]
    public async Task PreRestart_ThatThrows_IsLogged_AndLosesNothing()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Receive = (p, m) => p.Stash.Stash(),
            PreRestart = (_, _, _) => throw new ArgumentException("pre"),
            PostRestart = (_, _) => TestActor.Tell("again"),
        }));
        actor.Tell("kept");
        Error? log = null;

        EventFilter.Custom(e => e is Error { Cause: PreRestartException } && (log = (Error)e) is not null).ExpectOne(() => actor.Tell(Boom));

        ExpectMsg("again");
        var logged = Assert.IsType<PreRestartException>(log!.Cause);
        Assert.Equal(("pre", Boom, Boom), (log.Message, logged.OriginalCause, logged.OptionalMessage));
        Assert.Equal(1, await StashCount(actor));
    }

    [Fact]
    public void PostRestart_ThatThrows_IsPostRestartException_WhichStops()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PostRestart = (_, _) => throw new ArgumentException("post"),
            PostStop = _ => TestActor.Tell("PostStop"),
        }));
        Watch(actor);
        PostRestartException? failure = null;

        EventFilter.Custom(e => e is Error { Cause: PostRestartException p } && (failure = p) is not null).ExpectOne(() => actor.Tell(Boom));

        // Of the instance that failed first; the one that never came to life has nothing to clean up.
        ExpectMsg("PostStop");
        ExpectTerminated(actor);
        ExpectNoMsg(20);
        Assert.Equal((actor, Boom), (failure!.Actor, failure.OriginalCause));
        Assert.IsType<ArgumentException>(failure.InnerException);
    }

    [Fact]
    public void PreStart_ThatThrows_IsInitializationException_WhichStopsWithoutPostStop()
    {
        IActorRef actor = ActorRefs.Nobody;
        EventFilter.Exception<ActorInitializationException>("start").ExpectOne(() => actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            PreStart = _ => throw new ArgumentException("start"),
            PostStop = _ => TestActor.Tell("PostStop"),
        })));
        Watch(actor);

        ExpectTerminated(actor);
        ExpectNoMsg(20);
    }

    [Fact]
    public void PostStop_ThatThrows_IsLogged_AndTheEndIsTold()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Receive = (p, _) => p.Stash.Stash(),
            PostStop = _ => throw new ArgumentException("post"),
        }));
        actor.Tell("put aside");
        Watch(actor);
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        EventFilter.Exception<ArgumentException>("post").ExpectOne(() => actor.Tell(PoisonPill.Instance));

        ExpectMsg<DeadLetter>(d => d.Message is "put aside");
        ExpectTerminated(actor);
    }

    [Fact]
    public void FailedCreation_WithResumeOrRestart_IsTriedAnew()
    {
        var (attempts, started) = (0, 0);
        var child = Puppet.Props(new Puppet.Strings
        {
            PreStart = p =>
            {
                // What a failed attempt has left behind must be gone before the next one.
                p.Surroundings.ActorOf(Puppet.Props(), "grandchild");
                started += ++attempts < 6 ? throw new InvalidOperationException("OH NO!") : 1;
            },
            Receive = (p, m) => p.Surroundings.Sender.Tell(m),
        });
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings
        {
            Strategy = () => new OneForOneStrategy(e => e is ActorInitializationException
                ? attempts % 2 == 0 ? Directive.Resume : Directive.Restart
                : Directive.Escalate),
            PreStart = p => p.Surroundings.ActorOf(child, "child"),
            Receive = (p, m) => p.Surroundings.Child("child").Forward(m),
        }));

        parent.Tell("hello", TestActor);

        ExpectMsg("hello");
        Assert.Equal((6, 1), (attempts, started));
    }

    [Fact]
    public async Task Stop_WhileARestartWaitsForChildren_RunsPostStopOnce()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Puppet.Telling(TestActor));
        Expect("ctor", "PreStart");
        await actor.Child("slow", new Puppet.Strings { PostStop = _ => gate.Pass() });
        Watch(actor);

        actor.Tell(Boom);
        ExpectMsg("PostStop");
        Sys.Stop(actor);
        gate.Set();

        ExpectTerminated(actor);
    }

    private static Task<int> StashCount(IActorRef actor)
    {
        var count = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Do(p => count.SetResult(p.Stash.Count));
        return count.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private void Expect(params string[] expected) => Assert.Equal(expected, ReceiveN(expected.Length).Cast<string>());

    private sealed class Witness : UntypedActor, IWithTimers
    {
        private readonly IActorRef _probe;

        public Witness(IActorRef probe)
        {
            _probe = probe;
            Say("ctor");
        }

        public ITimerScheduler Timers { get; set; } = null!;

        public override void AroundPreStart()
        {
            Say("AroundPreStart");
            base.AroundPreStart();
            Say("AroundPreStart done");
        }

        public override void AroundPreRestart(Exception cause, object message)
        {
            SayTimers("AroundPreRestart");
            base.AroundPreRestart(cause, message);
            Say("AroundPreRestart done");
        }

        public override void AroundPostRestart(Exception cause, object message)
        {
            Say($"AroundPostRestart message={message ?? "null"}");
            base.AroundPostRestart(cause, message!);
            Say("AroundPostRestart done");
        }

        public override void AroundPostStop()
        {
            SayTimers("AroundPostStop");
            base.AroundPostStop();
            Say("AroundPostStop done");
        }

        protected override void PreStart() => SayTimers("PreStart");

        protected override void PostStop() => SayTimers("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            SayTimers("PreRestart");
            base.PreRestart(reason, message);
            Say("PreRestart done");

            // Gone with this instance.
            Timers.StartSingleTimer("late", "late", TimeSpan.FromMinutes(30));
        }

        protected override void PostRestart(Exception reason)
        {
            SayTimers("PostRestart");
            base.PostRestart(reason);
            Say("PostRestart done");
        }

        protected override void OnReceive(object message)
        {
            if (message is Exception e)
            {
                throw e;
            }

            Timers.StartSingleTimer(message, message, TimeSpan.FromMinutes(30));
        }

        private void SayTimers(string what) => Say($"{what} timers={Timers.ActiveTimers.Count}");

        private void Say(string what) => _probe.Tell(what);
    }
}
