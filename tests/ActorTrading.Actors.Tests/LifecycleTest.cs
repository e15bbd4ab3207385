namespace ActorTrading.Actors.Tests;

public sealed class LifecycleTest : TestKit.TestKit
{
    [Fact]
    public void FirstStartAndStop_RunHooksInOrder()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "a");
        actor.Tell("hello");
        Assert.Equal(["ctor", "PreStart", "hello"], ReceiveN(3).Cast<string>());

        Sys.Stop(actor);

        ExpectMsg("PostStop");
    }

    [Fact]
    public void Restart_RunsHooksInOrder_KeepsRefAndMailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "a");
        ReceiveN(2);

        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("after");

        Assert.Equal(
            ["PreRestart boom", "PostStop", "ctor", "PostRestart boom", "PreStart", "after"],
            ReceiveN(6).Cast<string>());
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Restart_PassesFailingMessageToPreRestart()
    {
        var message = new InvalidOperationException("boom");
        var actor = Sys.ActorOf(Props.CreateBy(() => new MessageKeeper(TestActor)));

        actor.Tell(message);

        Assert.Same(message, ExpectMsg<InvalidOperationException>());
    }

    [Fact]
    public void Restart_ResetsBehaviourStack()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Switcher()));
        actor.Tell("other");
        actor.Tell("who", TestActor);
        ExpectMsg("other");

        actor.Tell("fail");
        actor.Tell("who", TestActor);

        ExpectMsg("initial");
    }

    [Fact]
    public void Restart_StopsChildrenBeforeNewInstance()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new ParentRecorder(TestActor)));
        ExpectMsg("parent ctor");
        ExpectMsg("child start");

        actor.Tell("fail");

        ExpectMsg("child stop");
        ExpectMsg("parent ctor");
        ExpectMsg("child start");
    }

    [Fact]
    public void Stop_StopsChildrenFirst_ThenNotifiesWatchers()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new ParentRecorder(TestActor)), "p");
        ReceiveN(2);
        Watch(actor);

        Sys.Stop(actor);

        ExpectMsg("child stop");
        ExpectMsg("parent stop");
        ExpectTerminated(actor);
        var again = Sys.ActorOf(Props.CreateBy(() => new ParentRecorder(TestActor)), "p");
        Assert.Equal(actor.Path, again.Path);
        Assert.NotEqual(actor, again);
    }

    [Fact]
    public void PoisonPill_WaitsItsTurn_StopDoesNot()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.CreateBy(() => new Recorder(TestActor, gate)));
        ReceiveN(2);
        actor.Tell("wait");
        actor.Tell("second");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("too late");
        gate.Set();

        Assert.Equal(["wait", "second", "PostStop"], ReceiveN(3).Cast<string>());
        ExpectNoMsg();
    }

    [Fact]
    public void Kill_StopsWithoutRestart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)));
        ReceiveN(2);

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectMsg("PostStop");
    }

    [Fact]
    public void ThrowingConstructor_IsInitializationException_AndStops()
    {
        IActorRef? actor = null;
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
            actor = Sys.ActorOf(Props.CreateBy<Recorder>(() => throw new InvalidOperationException("no"))));
        Watch(actor!);

        ExpectTerminated(actor!);
    }

    [Fact]
    public void ActorOf_DuplicateOrIllegalName_Throws()
    {
        Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "same");

        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "same"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "a/b"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Recorder(TestActor)), "$x"));
    }

    [Fact]
    public void New_OutsideOfProps_Throws() => Assert.Throws<ActorInitializationException>(() => new Switcher());

    [Fact]
    public async Task Terminate_StopsEverything()
    {
        var system = ActorSystem.Create("other");
        var actor = system.ActorOf(Props.Create(() => new Recorder(TestActor)));
        var ran = false;
        system.RegisterOnTermination(() => ran = true);

        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.True(ran);
        Assert.Equal(["ctor", "PreStart", "PostStop"], ReceiveN(3).Cast<string>());
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Create(() => new Recorder(TestActor))));
        actor.Tell("into the void");
    }

    [Fact]
    public async Task GracefulStop_WaitsForPostStop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)));

        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));

        Assert.Equal(["ctor", "PreStart", "PostStop"], ReceiveN(3).Cast<string>());
    }

    private sealed class Recorder(IActorRef probe, ManualResetEventSlim? gate = null) : UntypedActor
    {
        private readonly int _made = Say(probe, "ctor");

        protected override void PreStart() => probe.Tell("PreStart");

        protected override void PostStop() => probe.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            probe.Tell($"PreRestart {reason.Message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            probe.Tell($"PostRestart {reason.Message}");
            base.PostRestart(reason);
        }

        protected override void OnReceive(object message)
        {
            if (message is Exception e)
            {
                throw e;
            }

            if (message is "wait")
            {
                gate!.Wait(TimeSpan.FromSeconds(5));
            }

            probe.Tell(message);
            Assert.Equal(0, _made);
        }

        private static int Say(IActorRef probe, string what)
        {
            probe.Tell(what, Context.Self);
            return 0;
        }
    }

    private sealed class MessageKeeper(IActorRef probe) : UntypedActor
    {
        protected override void PreRestart(Exception reason, object message) => probe.Tell(message);

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class Switcher : ReceiveActor
    {
        public Switcher()
        {
            Receive<string>(s => s == "other", _ => Become(Other));
            Receive<string>(s => s == "who", _ => Sender.Tell("initial"));
        }

        private void Other()
        {
            Receive<string>(s => s == "who", _ => Sender.Tell("other"));
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
        }
    }

    private sealed class ParentRecorder : ReceiveActor
    {
        private readonly IActorRef _probe;

        public ParentRecorder(IActorRef probe)
        {
            _probe = probe;
            probe.Tell("parent ctor");
            Receive<string>(_ => throw new InvalidOperationException("fail"));
        }

        protected override void PreStart() => Context.ActorOf(Props.CreateBy(() => new Child(_probe)), "child");

        protected override void PreRestart(Exception reason, object message)
        {
            foreach (var child in Context.GetChildren())
            {
                Context.Stop(child);
            }
        }

        protected override void PostStop() => _probe.Tell("parent stop");

        private sealed class Child(IActorRef probe) : UntypedActor
        {
            protected override void PreStart() => probe.Tell("child start");

            protected override void PostStop() => probe.Tell("child stop");

            protected override void OnReceive(object message) => Unhandled(message);
        }
    }
}
