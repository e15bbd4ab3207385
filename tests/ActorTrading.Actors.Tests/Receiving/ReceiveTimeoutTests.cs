using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Receiving;

public sealed class ReceiveTimeoutTests : TestKit.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _clock;

    public ReceiveTimeoutTests()
        : this(new ManualTimeProvider())
    {
    }

    private ReceiveTimeoutTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    [Fact]
    public void QuietMessages_NeitherPostponeItNorEndIt()
    {
        var actor = Idler(static me => Improviser.Ctx.SetReceiveTimeout(Second));

        _clock.Advance(Second / 2);
        actor.Tell(new Quiet(), TestActor);
        actor.Tell(new Identify(1), TestActor);
        ExpectMsg<Quiet>();
        ExpectMsg<ActorIdentity>();
        _clock.Advance(Second / 2);

        ExpectMsg<ReceiveTimeout>();
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Null_EndsIt_EvenFromAQuietMessage()
    {
        var actor = Idler(static me =>
        {
            Improviser.Ctx.SetReceiveTimeout(Second);
            me.On<Quiet>(_ =>
            {
                Improviser.Ctx.SetReceiveTimeout(null);
                me.From.Tell(Improviser.Ctx.ReceiveTimeout is null);
            });
        });

        actor.Tell(new Quiet(), TestActor);
        ExpectMsg(true);
        _clock.Advance(5 * Second);

        ExpectNoMsg(20);
    }

    [Fact]
    public void ItCanBeSet_FromAQuietMessage()
    {
        var actor = Idler(static me => me.On<Quiet>(_ =>
        {
            Improviser.Ctx.SetReceiveTimeout(Second);
            me.From.Tell("set");
        }));

        actor.Tell(new Quiet(), TestActor);
        ExpectMsg("set");
        _clock.Advance(Second);

        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void Stop_EndsIt()
    {
        var actor = Idler(static me => Improviser.Ctx.SetReceiveTimeout(Second));
        Sys.EventStream.Subscribe<Event.AllDeadLetters>(TestActor);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        _clock.Advance(5 * Second);

        ExpectNoMsg(20);
    }

    [Fact]
    public void Restart_KeepsIt()
    {
        var first = true;
        var actor = Idler(me =>
        {
            if (first)
            {
                Improviser.Ctx.SetReceiveTimeout(Second);
            }

            first = false;
            me.On<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
        });
        actor.Tell("fail");
        AwaitQuiet(actor);

        _clock.Advance(Second);

        ExpectMsg<ReceiveTimeout>();
    }

    [Fact]
    public void AsyncHandler_IsNotIdleTime_AndMaySetIt()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Idler(me => me.OnAsync<string>(s => s == "wait", async _ =>
        {
            await Task.Yield();
            Improviser.Ctx.SetReceiveTimeout(Second);
            me.From.Tell("waiting");
            await gate.Task;
            me.From.Tell("done");
        }));
        actor.Tell("wait", TestActor);
        ExpectMsg("waiting");

        _clock.Advance(5 * Second);
        gate.SetResult();
        ExpectMsg("done");
        AwaitQuiet(actor);
        ExpectNoMsg(20);
        _clock.Advance(Second);

        ExpectMsg<ReceiveTimeout>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ZeroOrLess_IsRefused(int seconds) => EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        Sys.ActorOf(Improviser.Of(_ => Improviser.Ctx.SetReceiveTimeout(TimeSpan.FromSeconds(seconds)))));

    private void AwaitQuiet(IActorRef actor)
    {
        actor.Tell(new Quiet(), TestActor);
        ExpectMsg<Quiet>();
        actor.Tell(new Quiet(), TestActor);
        ExpectMsg<Quiet>();
    }

    private IActorRef Idler(Action<Improviser> start)
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            start(me);
            me.On<ReceiveTimeout>(t => TestActor.Tell(t, me.Me));
            me.OnAny(m => me.From.Tell(m));
        }));
        actor.Tell("ready", TestActor);
        ExpectMsg("ready");
        actor.Tell(new Identify(0), TestActor);
        ExpectMsg<ActorIdentity>();
        return actor;
    }

    private sealed record Quiet : INotInfluenceReceiveTimeout;
}
