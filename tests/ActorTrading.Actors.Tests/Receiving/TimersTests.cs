using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Receiving;

public sealed class TimersTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;

    public TimersTests()
        : this(new ManualTimeProvider())
    {
    }

    private TimersTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    [Fact]
    public void Overloads_SetDelayIntervalAndSender()
    {
        var sender = CreateTestProbe();
        Alarm(me =>
        {
            me.Timers.StartSingleTimer("single", "single", Seconds(1));
            me.Timers.StartSingleTimer("single from", "single from", Seconds(2), sender.Ref);
            me.Timers.StartPeriodicTimer("every", "every", Seconds(10));
            me.Timers.StartPeriodicTimer("every from", "every from", Seconds(11), sender.Ref);
            me.Timers.StartPeriodicTimer("delayed", "delayed", Seconds(3), Seconds(20));
            me.Timers.StartPeriodicTimer("delayed from", "delayed from", Seconds(4), Seconds(20), sender.Ref);
        });

        var seen = new List<string>();
        for (var second = 1; second <= 12; second++)
        {
            _clock.Advance(Seconds(1));
            var due = second is 1 or 2 or 3 or 4 or 10 or 11;
            if (due)
            {
                var message = ExpectMsg<(object Message, IActorRef From, IActorRef Me)>();
                seen.Add($"{second} {message.Message}");
                Assert.Equal(message.Message.ToString()!.EndsWith("from", StringComparison.Ordinal) ? sender.Ref : message.Me, message.From);
            }
        }

        Assert.Equal(["1 single", "2 single from", "3 delayed", "4 delayed from", "10 every", "11 every from"], seen);
        ExpectNoMsg(20);
    }

    [Fact]
    public void Replace_DropsATickThatWaitsInTheMailbox()
    {
        var gate = new ManualResetEventSlim();
        var actor = Alarm(me => me.Timers.StartPeriodicTimer("key", "old", Seconds(1)), gate);
        actor.Tell("hold and replace", TestActor);
        ExpectMsg("holding");
        _clock.Advance(Seconds(1));
        actor.Tell("ask", TestActor);

        gate.Set();

        ExpectMsg("active");
        _clock.Advance(Seconds(1));
        Assert.Equal("new", ExpectMsg<(object Message, IActorRef, IActorRef)>().Message);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("cancel all")]
    public void Cancel_DropsATickThatWaitsInTheMailbox(string how)
    {
        var gate = new ManualResetEventSlim();
        var actor = Alarm(me => me.Timers.StartPeriodicTimer("key", "tick", Seconds(1)), gate);
        actor.Tell("hold", TestActor);
        ExpectMsg("holding");
        actor.Tell(how, TestActor);
        actor.Tell("ask", TestActor);
        _clock.Advance(Seconds(1));

        gate.Set();

        ExpectMsg("inactive");
        _clock.Advance(Seconds(5));
        ExpectNoMsg(20);
    }

    [Fact]
    public void SingleTimer_IsInactive_WhenItsMessageArrives()
    {
        Sys.ActorOf(Improviser.Of(me =>
        {
            me.Timers.StartSingleTimer("key", "tick", Seconds(1));
            me.On<string>(_ => TestActor.Tell(me.Timers.IsTimerActive("key")));
            TestActor.Tell(me.Timers.IsTimerActive("key"));
        }));
        ExpectMsg(true);

        _clock.Advance(Seconds(1));

        ExpectMsg(false);
    }

    [Fact]
    public void PoisonPill_OfATimer_StopsTheActor()
    {
        var actor = Alarm(me => me.Timers.StartSingleTimer("end", PoisonPill.Instance, Seconds(1)));
        Watch(actor);

        _clock.Advance(Seconds(1));

        ExpectTerminated(actor);
    }

    [Fact]
    public void Stop_CancelsBeforePostStop()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.Timers.StartPeriodicTimer("key", "tick", Seconds(1));
            me.OnStop = m => TestActor.Tell(m.Timers.IsTimerActive("key"));
            TestActor.Tell("started");
        }));
        ExpectMsg("started");

        Sys.Stop(actor);

        ExpectMsg(false);
    }

    [Fact]
    public void Restart_CancelsBeforePreRestart_AndDropsTicksOfTheOldInstance()
    {
        var gate = new ManualResetEventSlim();
        var instance = 0;
        var actor = Sys.ActorOf(Improviser.Of(
            me =>
            {
                var number = ++instance;
                me.Timers.StartPeriodicTimer("key", $"tick {number}", Seconds(1));
                me.On<string>(s => s == "fail", _ =>
                {
                    TestActor.Tell("failing");
                    gate.Wait(TimeSpan.FromSeconds(5));
                    throw new InvalidOperationException("fail");
                });
                me.On<string>(s => TestActor.Tell(s));
                TestActor.Tell("started");
            },
            me => TestActor.Tell(me.Timers.IsTimerActive("key"))));
        ExpectMsg("started");
        actor.Tell("fail");
        ExpectMsg("failing");
        _clock.Advance(Seconds(1));

        gate.Set();

        ExpectMsg(false);
        ExpectMsg("started");
        _clock.Advance(Seconds(1));
        ExpectMsg("tick 2");
    }

    [Fact]
    public void TimersOfAFailedConstructor_End()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Sys.ActorOf(Improviser.Of(me =>
        {
            me.Timers.StartPeriodicTimer("key", "tick", Seconds(1));
            throw new InvalidOperationException("constructor");
        })));
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe<Event.SuppressedDeadLetter>(letters.Ref);

        _clock.Advance(Seconds(1));
        _clock.Advance(Seconds(5));

        letters.ExpectMsg<Event.SuppressedDeadLetter>();
        letters.ExpectNoMsg(20);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private IActorRef Alarm(Action<Improviser> start, ManualResetEventSlim? gate = null)
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            start(me);
            me.On<string>(s => s == "ready", _ => me.From.Tell("ready"));
            me.On<string>(s => s.StartsWith("hold", StringComparison.Ordinal), s =>
            {
                me.From.Tell("holding");
                gate!.Wait(TimeSpan.FromSeconds(5));
                if (s == "hold and replace")
                {
                    me.Timers.StartSingleTimer("key", "new", Seconds(1));
                }
            });
            me.On<string>(s => s == "cancel", _ => me.Timers.Cancel("key"));
            me.On<string>(s => s == "cancel all", _ => me.Timers.CancelAll());
            me.On<string>(s => s == "ask", _ => me.From.Tell(me.Timers.IsTimerActive("key") ? "active" : "inactive"));
            me.OnAny(m => TestActor.Tell((m, me.From, me.Me)));
        }));
        actor.Tell("ready", TestActor);
        ExpectMsg("ready");
        return actor;
    }
}
