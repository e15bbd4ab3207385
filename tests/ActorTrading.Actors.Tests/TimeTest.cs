using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests;

public sealed class TimeTest : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;

    public TimeTest()
        : this(new ManualTimeProvider())
    {
    }

    private TimeTest(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    [Fact]
    public void ScheduleTellOnce_FiresAtItsTime_UnlessCancelled()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "two", TestActor);
        var cancelled = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromSeconds(1), TestActor, "one", TestActor);
        cancelled.Cancel();

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        ExpectNoMsg(20);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        ExpectMsg("two");
    }

    [Fact]
    public void ScheduleTellRepeatedly_FiresEachInterval()
    {
        var task = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromSeconds(1), TestActor, "tick", TestActor);

        _clock.Advance(TimeSpan.FromSeconds(3));
        ReceiveN(4);
        task.Cancel();
        _clock.Advance(TimeSpan.FromSeconds(3));

        ExpectNoMsg(20);
    }

    [Fact]
    public void ReceiveTimeout_RepeatsWhileIdle_AndIsPostponedByMessages()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Idler(TestActor)));
        actor.Tell("ready", TestActor);
        ExpectMsg("ready");

        _clock.Advance(TimeSpan.FromSeconds(0.6));
        actor.Tell("busy", TestActor);
        ExpectMsg("busy");
        AwaitQuiet(actor);
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        ExpectNoMsg(20);
        _clock.Advance(TimeSpan.FromSeconds(0.4));
        ExpectMsg<ReceiveTimeout>();
        AwaitQuiet(actor);
        _clock.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void Timers_SingleFiresOnce_PeriodicRepeats_SameKeyReplaces_RestartCancels()
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Alarm(TestActor)));
        actor.Tell("start", TestActor);
        ExpectMsg("started");

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["periodic", "single 2"], ReceiveN(2).Cast<string>().Order(StringComparer.Ordinal));
        _clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("periodic");
        actor.Tell("fail");
        actor.Tell("active?", TestActor);
        ExpectMsg(false);
        _clock.Advance(TimeSpan.FromSeconds(2));

        ExpectNoMsg(20);
    }

    /// <summary>The timeout is set again after the handler: one more round trip that does not count shows that it is.</summary>
    private void AwaitQuiet(IActorRef actor)
    {
        actor.Tell(new Probe(), TestActor);
        ExpectMsg<Probe>();
    }

    private sealed record Probe : INotInfluenceReceiveTimeout;

    private sealed class Idler : ReceiveActor
    {
        public Idler(IActorRef probe)
        {
            Context.SetReceiveTimeout(TimeSpan.FromSeconds(1));
            ReceiveAny(m => probe.Tell(m));
        }
    }

    private sealed class Alarm : ReceiveActor, IWithTimers
    {
        public Alarm(IActorRef probe)
        {
            Receive<string>(s => s == "start", _ =>
            {
                Timers.StartSingleTimer("s", "single 1", TimeSpan.FromSeconds(0.5));
                Timers.StartSingleTimer("s", "single 2", TimeSpan.FromSeconds(1));
                Timers.StartPeriodicTimer("p", "periodic", TimeSpan.FromSeconds(1));
                Sender.Tell("started");
            });
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
            Receive<string>(s => s == "active?", _ => Sender.Tell(Timers.IsTimerActive("p")));
            ReceiveAny(m => probe.Tell(m));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
