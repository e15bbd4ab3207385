using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests;

public sealed class BackoffSupervisorTest : TestKit.TestKit
{
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

    [Fact]
    public void OnStop_StartsTheChildAgain_AfterDoublingDelays()
    {
        var supervisor = Start(o => o.WithManualReset());
        foreach (var seconds in new[] { 1, 2, 4, 8, 8 })
        {
            supervisor.Tell("stop");
            AwaitDown(supervisor);
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            ExpectNoMsg(20);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
        }

        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance, TestActor);
        ExpectMsg(new BackoffSupervisor.RestartCount(0));
    }

    [Fact]
    public void AutoReset_ForgetsRestarts_AfterAQuietTime()
    {
        var supervisor = Start(o => o.WithAutoReset(TimeSpan.FromSeconds(10)));
        supervisor.Tell("stop");
        AwaitDown(supervisor);
        _clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("started");

        _clock.Advance(TimeSpan.FromSeconds(10));

        AwaitAssert(() =>
        {
            supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance, TestActor);
            ExpectMsg(new BackoffSupervisor.RestartCount(0));
        });
    }

    [Fact]
    public void MaxRetries_StopsTheSupervisor()
    {
        var supervisor = Start(o => o.WithMaxNrOfRetries(0));
        Watch(supervisor);

        supervisor.Tell("stop");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void WhileDown_RepliesAsTold_AndOtherwiseForwards()
    {
        var supervisor = Start(o => o.WithReplyWhileStopped("busy"));
        supervisor.Tell("hello", TestActor);
        ExpectMsg("hello");
        supervisor.Tell("stop");
        AwaitDown(supervisor);

        supervisor.Tell("hello", TestActor);

        ExpectMsg("busy");
    }

    [Fact]
    public void OnFailure_WaitsBeforeTheRestart()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(
            Props.CreateBy(() => new Child(TestActor)), "c", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0)));
        ExpectMsg("started");

        supervisor.Tell("fail");
        AwaitDown(supervisor);
        _clock.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("started");
    }

    private IActorRef Start(Func<BackoffOptions, BackoffOptions> with)
    {
        var options = Backoff.OnStop(Props.CreateBy(() => new Child(TestActor)), "c", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0);
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(with(options)));
        ExpectMsg("started");
        return supervisor;
    }

    private void AwaitDown(IActorRef supervisor) => AwaitAssert(() =>
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance, TestActor);
        Assert.True(ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.IsNobody());
    });

    private sealed class Child(IActorRef probe) : UntypedActor
    {
        protected override void PreStart() => probe.Tell("started");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "stop":
                    Context.Stop(Self);
                    break;
                case "fail":
                    throw new InvalidOperationException("fail");
                default:
                    Sender.Tell(message);
                    break;
            }
        }
    }
}
