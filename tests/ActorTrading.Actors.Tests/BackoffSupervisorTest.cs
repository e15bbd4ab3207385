using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests;

public sealed class BackoffSupervisorTest : TestKit.TestKit
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(8);
    private readonly ManualTimeProvider _clock;

    public BackoffSupervisorTest()
        : this(new ManualTimeProvider())
    {
    }

    private BackoffSupervisorTest(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    public static TheoryData<int, TimeSpan, TimeSpan, TimeSpan> Delays => new()
    {
        { 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero },
        { 0, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(5) },
        { 2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7) },
        { 2, TimeSpan.FromSeconds(5), TimeSpan.FromDays(7), TimeSpan.FromSeconds(20) },
        { 29, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10) },
        { int.MaxValue, TimeSpan.FromDays(10_000), TimeSpan.FromDays(10_000), TimeSpan.FromDays(10_000) },
        { int.MaxValue, TimeSpan.FromDays(10_000), TimeSpan.MaxValue, TimeSpan.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Delays))]
    public void Delay_DoublesUpToTheMaximum(int restarts, TimeSpan min, TimeSpan max, TimeSpan expected) =>
        Assert.Equal(expected, BackoffSupervisor.CalculateDelay(restarts, min, max, 0, new Random(1)));

    [Fact]
    public void Delay_RandomFactor_AddsAtMostThatShare()
    {
        var random = new Random(1);
        var delays = Enumerable.Range(0, 1000).Select(_ => BackoffSupervisor.CalculateDelay(1, Min, Max, 0.2, random).TotalSeconds).ToList();

        Assert.All(delays, d => Assert.InRange(d, 2.0, 2.4));
        Assert.InRange(delays.Average(), 2.15, 2.25);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Child_IsStartedAgain_AfterDoublingDelays(bool onFailure)
    {
        var supervisor = Start(onFailure, o => o.WithManualReset());
        var n = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8, 8 })
        {
            Break(supervisor, onFailure);
            AwaitCount(supervisor, ++n);
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            ExpectNoMsg(20);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
        }

        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        AwaitCount(supervisor, 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AutoReset_ForgetsRestarts_OnceTheChildHasLivedThatLong(bool onFailure)
    {
        var supervisor = Start(onFailure, o => o.WithAutoReset(TimeSpan.FromSeconds(10)));
        Break(supervisor, onFailure);
        AwaitCount(supervisor, 1);
        _clock.Advance(Min);
        ExpectMsg("started");
        AwaitCount(supervisor, 1);
        _clock.Advance(TimeSpan.FromSeconds(9));

        // It died again before the time was over: the first reset is void.
        Break(supervisor, onFailure);
        AwaitCount(supervisor, 2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("started");
        AwaitCount(supervisor, 2);

        _clock.Advance(TimeSpan.FromSeconds(10));

        AwaitCount(supervisor, 0);
    }

    [Fact]
    public void Reset_WithoutManualReset_IsUnhandled()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        var supervisor = Start(onFailure: false);

        supervisor.Tell(BackoffSupervisor.Reset.Instance);

        Assert.Same(BackoffSupervisor.Reset.Instance, ExpectMsg<UnhandledMessage>().Message);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    public void MaxRetries_Exceeded_StopsTheSupervisor(bool onFailure, int max)
    {
        var supervisor = Start(onFailure, o => o.WithMaxNrOfRetries(max).WithManualReset());
        Watch(supervisor);
        for (var i = 1; i <= max; i++)
        {
            Break(supervisor, onFailure);
            AwaitCount(supervisor, i);
            _clock.Advance(Max);
            ExpectMsg("started");
        }

        Break(supervisor, onFailure);

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void OnFailure_LimitOfTheStrategy_IsTheSupervisors_AndTheResetForgets()
    {
        var supervisor = Start(onFailure: true, o => o.WithSupervisorStrategy(new OneForOneStrategy(1, TimeSpan.FromSeconds(30), _ => Directive.Restart)));
        Watch(supervisor);
        for (var i = 0; i < 3; i++)
        {
            Break(supervisor, onFailure: true);
            AwaitCount(supervisor, 1);
            _clock.Advance(Min);
            ExpectMsg("started");
            AwaitCount(supervisor, 1);
            _clock.Advance(Min); // the default auto reset
            AwaitCount(supervisor, 0);
        }

        Break(supervisor, onFailure: true);
        AwaitCount(supervisor, 1);
        _clock.Advance(Min);
        ExpectMsg("started");
        Break(supervisor, onFailure: true);

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void OnFailure_ChildThatStopsOfItself_EndsTheSupervisor()
    {
        var supervisor = Start(onFailure: true);
        Watch(supervisor);

        supervisor.Tell("stop");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void OnFailure_VerdictStop_EndsTheSupervisor()
    {
        var supervisor = Start(onFailure: true, o => o.WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        Watch(supervisor);

        EventFilter.Exception<TimeoutException>().ExpectOne(() => Break(supervisor, onFailure: true));

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void OnFailure_AnswersWhileTheChildIsStillStopping()
    {
        using var gate = new ManualResetEventSlim();
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Puppet.Props(new Puppet.Strings { PostStop = _ => Stopping(gate) }), "c", Min, Max, 0)));
        var child = Current(supervisor);

        supervisor.Tell(new TimeoutException());
        ExpectMsg("stopping");

        Assert.Equal(child, Current(supervisor));
        AwaitCount(supervisor, 0);
        gate.Set();
        AwaitCount(supervisor, 1);
        Assert.Null(Current(supervisor));

        void Stopping(ManualResetEventSlim until)
        {
            TestActor.Tell("stopping");
            until.Pass();
        }
    }

    [Fact]
    public void OnStop_ThrowWithTheDefaultStrategy_RestartsAtOnce()
    {
        var supervisor = Start(onFailure: false);
        var child = Current(supervisor);

        supervisor.Tell(new TimeoutException());

        ExpectMsg("started");
        Assert.Equal(child, Current(supervisor));
        AwaitCount(supervisor, 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnStop_ThrowWithAStoppingStrategy_BacksOff(bool own)
    {
        var supervisor = Start(onFailure: false, o => own
            ? o.WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop))
            : o.WithDefaultStoppingStrategy());
        var child = Current(supervisor);

        supervisor.Tell(new TimeoutException());

        AwaitCount(supervisor, 1);
        _clock.Advance(Min);
        ExpectMsg("started");
        Assert.NotEqual(child, Current(supervisor));
    }

    [Fact]
    public void DefaultStoppingStrategy_KeepsTheLimit()
    {
        var supervisor = Start(onFailure: false, o => o.WithMaxNrOfRetries(0).WithDefaultStoppingStrategy());
        Watch(supervisor);

        supervisor.Tell(new TimeoutException());

        ExpectTerminated(supervisor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_GoToTheChild_AndWhileItIsDownTheyAreAnswered(bool onFailure)
    {
        var supervisor = Start(onFailure, o => o.WithReplyWhileStopped("busy"));
        supervisor.Tell("ping", TestActor);
        ExpectMsg("pong");
        Break(supervisor, onFailure);
        AwaitCount(supervisor, 1);

        supervisor.Tell("ping", TestActor);

        ExpectMsg("busy");
    }

    [Fact]
    public void Messages_WhileDown_WithoutReply_AreDeadLetters()
    {
        var supervisor = Start(onFailure: false);
        Break(supervisor, onFailure: false);
        AwaitCount(supervisor, 1);
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);

        supervisor.Tell("hello", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("hello", TestActor), (letter.Message, letter.Sender));
    }

    [Fact]
    public async Task MessagesOfTheChild_GoToTheSupervisorsParent_FromTheSupervisor()
    {
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Receive = (p, m) => TestActor.Tell(m, p.Surroundings.Sender) }));
        var supervisor = await parent.Get(c => c.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Puppet.Props(), "c", Min, Max, 0))));

        supervisor.Tell(new Puppet.Do(p => p.Surroundings.Parent.Tell("news")));

        ExpectMsg("news");
        Assert.Equal(supervisor, LastSender);
    }

    [Fact]
    public void FinalStopMessage_MakesTheNextStopTheLast()
    {
        var supervisor = Start(onFailure: false, o => o.WithMaxNrOfRetries(100).WithFinalStopMessage(m => m is "stop"));
        Watch(supervisor);

        supervisor.Tell("stop");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void FinalStopMessage_WhileDown_EndsTheSupervisorAtOnce()
    {
        var supervisor = Start(onFailure: false, o => o.WithFinalStopMessage(m => m is "the end"));
        Watch(supervisor);
        Break(supervisor, onFailure: false);
        AwaitCount(supervisor, 1);
        supervisor.Tell("hello");
        AwaitCount(supervisor, 1);

        supervisor.Tell("the end");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Props_WithoutOptions_BackOffOnStop()
    {
        var child = Child();
        var supervisors = new[]
        {
            BackoffSupervisor.Props(child, "c", Min, Max, 0),
            BackoffSupervisor.Props(child, "c", Min, Max, 0, maxNrOfRetries: 3),
            BackoffSupervisor.PropsWithSupervisorStrategy(child, "c", Min, Max, 0, SupervisorStrategy.StoppingStrategy),
        };
        foreach (var props in supervisors)
        {
            var supervisor = Sys.ActorOf(props);
            ExpectMsg("started");
            Break(supervisor, onFailure: false);
            AwaitCount(supervisor, 1);
            _clock.Advance(Min);
            ExpectMsg("started");
        }
    }

    [Fact]
    public void BadOptions_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("minBackoff", () => Backoff.OnStop(Child(), "c", TimeSpan.Zero, Max, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxBackoff", () => Backoff.OnStop(Child(), "c", Max, Min, 0));
        Assert.Throws<ArgumentOutOfRangeException>("randomFactor", () => Backoff.OnFailure(Child(), "c", Min, Max, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("randomFactor", () => Backoff.OnFailure(Child(), "c", Min, Max, double.NaN));
    }

    private static void Break(IActorRef supervisor, bool onFailure) => supervisor.Tell(onFailure ? new TimeoutException("boom") : "stop", ActorRefs.NoSender);

    private Props Child() => Puppet.Props(new Puppet.Strings
    {
        PreStart = _ => TestActor.Tell("started"),
        Receive = (p, m) => p.Surroundings.Stop(m is "stop" ? p.Surroundings.Self : ActorRefs.Nobody),
    });

    private IActorRef Start(bool onFailure, Func<BackoffOptions, BackoffOptions>? with = null)
    {
        var options = onFailure ? Backoff.OnFailure(Child(), "c", Min, Max, 0) : Backoff.OnStop(Child(), "c", Min, Max, 0);
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(with is null ? options : with(options)));
        ExpectMsg("started");
        return supervisor;
    }

    private IActorRef? Current(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance, TestActor);
        return ExpectMsg<BackoffSupervisor.CurrentChild>().Ref;
    }

    /// <summary>A supervisor that has counted has also arranged what comes next.</summary>
    private void AwaitCount(IActorRef supervisor, int expected) => AwaitAssert(() =>
    {
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance, TestActor);
        ExpectMsg(new BackoffSupervisor.RestartCount(expected));
    });
}
